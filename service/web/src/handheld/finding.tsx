// Finding one thing: the bar and the tone rise as the scanner comes nearer to its tag.
import { useEffect, useRef, useState } from "preact/hooks";
import type { Heard } from "../sources/source";
import { type Nearness, pulse, Strength } from "../sources/strength";
import { key, moment, say } from "../words";
import { all, far, me } from "./desk";
import { Note, Screen } from "./frame";
import { loud } from "./habits";
import { meaning, plainId } from "./known";
import { listen } from "./listening";
import { goTo } from "./places";
import { beep } from "./sound";
import { Loudness } from "./sweep";
import { askForTrace, knownTrace, type Met, type Spot, type Trace } from "./trace";

const LOOK_MS = 50;
const SHOW_MS = 150;
const ASK_MS = 5_000; // another reader may hear it meanwhile
const JUST_NOW_MS = 15_000;
const AUDIBLE = 0.04;
const SHAKE_MS = 15;

const NOWHERE: Nearness = { level: 0, trend: "steady", lost: false, heardAt: null };
const TRENDS = { nearer: key("Getting nearer"), further: key("Getting further away"), steady: "" };

export function Finding({ item }: { item: string }) {
  const [trace, refused] = useTrace(item);
  if (!trace) {
    return (
      <Screen title={say("Find it")} back="before">
        <div class="screen" id="content">
          {refused === undefined ? <p class="soft">{say("Asking the service…")}</p> : <Note kind="warn">{refused ?? say("This thing is not known on this device. Open the page where there is a network.")}</Note>}
        </div>
      </Screen>
    );
  }
  return (
    <Screen title={trace.name || trace.no} under={[trace.no, trace.model].filter(Boolean).join(" · ")} back="before" side={<Loudness />}>
      <div class="screen" id="content">
        {trace.tags.length ? <Meter trace={trace} /> : <Note kind="warn">{say("This thing has no tag that could be heard. Look for it with your eyes.")}</Note>}
        <Places trace={trace} />
      </div>
    </Screen>
  );
}

/** What is known of the thing, and why nothing is: undefined until it was asked, null where there was no answer. */
function useTrace(item: string): [Trace | null, string | null | undefined] {
  const [trace, setTrace] = useState(() => knownTrace(item, me.account, all.value, far.value));
  const [refused, setRefused] = useState<string | null | undefined>(undefined);
  useEffect(() => {
    const ask = async () => {
      if (document.hidden) return;
      const told = await askForTrace(item, me.account);
      if (told && typeof told !== "string") return setTrace(told);
      if (told) setTrace(null); // what was told before is kept from them by now
      setRefused(told);
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_MS);
    return () => clearInterval(timer);
  }, [item]);
  return [trace, refused];
}

function Meter({ trace }: { trace: Trace }) {
  const { near, rssi, held } = useNearness(trace);
  const words = held ? say("It is this one.") : nearnessWords(near);
  const level = held ? 1 : near.level;
  return (
    <section class="meter" style={{ "--level": level.toFixed(3) }}>
      <div class="meter__bar" role="meter" aria-label={say("How near it is")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(level * 20) * 5}>
        <span class="meter__fill" />
      </div>
      <div class="meter__words">
        <p class="meter__word" role="status">
          {words}
        </p>
        <p class={`meter__trend meter__trend--${near.trend}`}>{near.trend === "steady" ? "\u00a0" : say(TRENDS[near.trend])}</p>
        <p class="soft">
          {typeof rssi === "number" && say("Strength {strength} dBm", { strength: Math.round(rssi) })}
          {rssi === null && say("This scanner does not tell how strongly it hears: the bar shows how often.")}
          {rssi === undefined && say("Pull the trigger and hold it, walk slowly, turn once in every corner.")}
        </p>
        <button class="button" type="button" onClick={() => goTo({ at: "sources" })}>
          {say("Ways to read tags")}
        </button>
      </div>
    </section>
  );
}

function nearnessWords({ level, lost, heardAt }: Nearness): string {
  if (heardAt === null) return say("Not heard yet");
  if (lost) return say("Not heard any more. Go back a few steps.");
  if (level < 0.35) return say("Faint");
  if (level < 0.6) return say("Near");
  return level < 0.85 ? say("Very near") : say("Right here");
}

/** `rssi` is the last that was told; null by a scanner that tells none, undefined before anything was heard. */
function useNearness(trace: Trace): { near: Nearness; rssi: number | null | undefined; held: boolean } {
  const [shown, setShown] = useState<{ near: Nearness; rssi: number | null | undefined; held: boolean }>({ near: NOWHERE, rssi: undefined, held: false });
  const newest = useRef(trace);
  newest.current = trace;
  useEffect(() => {
    const strength = new Strength();
    let rssi: number | null | undefined;
    let held = false;
    let [shownAt, soundedAt] = [0, 0];
    const forget = listen((heard) => {
      if (newest.current.tags.includes(heard.text.toUpperCase())) strength.hear((rssi = heard.rssi), performance.now());
      else held = isItsLabel(heard, newest.current.id);
    });
    const look = () => {
      const at = performance.now();
      const near = strength.now(at);
      const { every, pitch } = pulse(near.level);
      if (near.level > AUDIBLE && !near.lost && at - soundedAt >= every) {
        soundedAt = at;
        sound(pitch);
      }
      if (at - shownAt < SHOW_MS) return;
      shownAt = at;
      setShown({ near, rssi, held });
    };
    const timer = setInterval(look, LOOK_MS);
    return () => {
      clearInterval(timer);
      forget();
    };
  }, [trace.id]);
  return shown;
}

/** A code on the label before the camera may be that of the thing itself. */
function isItsLabel(heard: Heard, item: string): boolean {
  if (heard.kind !== "code") return false;
  const id = plainId(item);
  if (plainId(heard.text).includes(`/things/${id}`)) return true;
  return all.value !== null && meaning(all.value, heard).items.some((each) => each.id === id);
}

function sound(pitch: number): void {
  if (!loud.value) return;
  beep(pitch, 0);
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.(SHAKE_MS);
}

function Places({ trace: { places, booked } }: { trace: Trace }) {
  const isElsewhere = places.every((met) => met.room !== booked?.room);
  return (
    <section>
      <h2 class="heading">{say("Where it was last")}</h2>
      <ul class="rows">
        {places.map((met) => (
          <Row key={met.room} spot={met} said={how(met)} at={met.at} belongs={met.room === booked?.room} />
        ))}
        {!places.length && <li class="plainrow soft">{say("Nobody has seen it yet.")}</li>}
        {booked && isElsewhere && <Row spot={booked} belongs />}
      </ul>
    </section>
  );
}

function Row({ spot, said, at, belongs }: { spot: Spot; said?: string; at?: string; belongs: boolean }) {
  return (
    <li class="plainrow">
      <span class="row__main">
        <Where spot={spot} />
        {said && <span class="soft">{said}</span>}
        {belongs && <span class="soft">{say("By the books it belongs here.")}</span>}
      </span>
      {at && <span class="row__side">{isJustNow(at) ? say("just now") : moment(at)}</span>}
    </li>
  );
}

function Where({ spot }: { spot: Spot }) {
  const floor = spot.floor === null ? "" : say("Floor {number}", { number: String(spot.floor) });
  const lies = [spot.name === spot.room ? "" : spot.name, spot.building, floor].filter(Boolean).join(" · ");
  return (
    <span>
      <b>{spot.room}</b> {lies}
    </span>
  );
}

function how({ how, by, rssi }: Met): string {
  if (!by) return say("found in this stock-take");
  if (how === "seen") return say("seen by {name}", { name: by });
  if (rssi === null) return say("heard by {reader}", { reader: by });
  return say("heard by {reader}, {strength} dBm", { reader: by, strength: Math.round(rssi) });
}

const isJustNow = (at: string): boolean => Math.abs(Date.now() - Date.parse(at)) < JUST_NOW_MS;
