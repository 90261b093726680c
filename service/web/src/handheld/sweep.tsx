// The room while it is counted: how many, what just came, and the two buttons under the thumb.
import { useEffect, useState } from "preact/hooks";
import { count, say } from "../words";
import { counting, type Counting, isDone, openRoom } from "./counting";
import { all, far, ownStates } from "./desk";
import type { Estimate } from "./estimate";
import { Note, Screen } from "./frame";
import { loud, setLoud } from "./habits";
import { Icon, type IconName } from "./icons";
import { catchUp } from "./listening";
import { outcomeWords } from "./outcome_words";
import { goTo } from "./places";
import { Nearby } from "./rooms";
import { nextRoom } from "./routes";
import { tellBySound } from "./sound";
import { SweepLists } from "./sweep_lists";
import type { Outcome } from "./tally";

const QUIET_MS = 2_500;
const LATEST = 3;

export function Sweep({ code }: { code: string }) {
  const [finished, setFinished] = useState(false);
  const room = all.value?.rooms.get(code);
  useEffect(() => {
    setFinished(false);
    if (room) void openRoom(room).then(catchUp);
    return () => (counting.value = null);
  }, [code]);
  if (!room) return <NoSuchRoom code={code} />;
  const now = counting.value;
  if (!now || now.glance().room.code !== code) return <Screen title={code} back={{ at: "rooms" }}>{null}</Screen>;
  const finish = () => (now.done(), tellBySound("all here"), setFinished(true), scrollTo(0, 0));
  return (
    <Screen title={room.code} under={room.name === room.code ? undefined : room.name} back={{ at: "rooms" }} side={<Loudness />}>
      <div class="screen screen--sweep" id="content">
        {finished ? <Finished now={now} onBack={() => (now.goOn(), setFinished(false))} /> : <Working now={now} finish={finish} />}
      </div>
    </Screen>
  );
}

function Working({ now, finish }: { now: Counting; finish: () => void }) {
  now.look();
  return (
    <>
      <div class="sweep">
        <div class="sweep__now">
          <Big now={now} />
          <Advice now={now} />
          <Nearby />
          <Latest now={now} />
          <Aloud now={now} />
        </div>
        <div class="sweep__lists">
          <SweepLists now={now} />
          <Seldom now={now} />
        </div>
      </div>
      <footer class="thumb">
        <button class="button button--tall" type="button" disabled={now.walk === null} onClick={() => (now.walkAgain(), scrollTo(0, 0))}>
          <Icon name="again" /> {say("Walk again")}
        </button>
        <button class="button button--main button--tall" type="button" onClick={finish}>
          <Icon name="check" /> {say("Room finished")}
        </button>
      </footer>
    </>
  );
}

// Loaded when the room stands already.
function Seldom({ now }: { now: Counting }) {
  const [loaded, setLoaded] = useState<typeof import("./extras") | null>(null);
  useEffect(() => void import("./extras").then(setLoaded, () => {}), []);
  return loaded && <loaded.Extras now={now} />;
}

function Big({ now }: { now: Counting }) {
  const tally = now.look();
  const sees = tally.known.lists.stocktake.sees;
  const whole = sees && tally.expected > 0 && tally.found >= tally.expected;
  return (
    <section class={`big ${whole ? "big--whole" : ""}`} aria-label={say("Count")}>
      <p class="big__count">
        <b>{sees ? tally.found : tally.tags + tally.ticked.size}</b>
        <span>{sees ? say("of {expected}", { expected: tally.expected }) : say("tags heard")}</span>
      </p>
      {sees && <progress class="big__bar" value={tally.found} max={tally.expected || 1} aria-label={say("Seen")} />}
      {isDone(tally.room.code) && <p class="soft">{say("This room was counted before.")}</p>}
      {tally.walks > 1 && <p class="soft">{say("Walk {walk}: {tags} tags heard", { walk: tally.walks, tags: tally.tagsNow })}</p>}
    </section>
  );
}

// While new things are heard nothing is said: whoever walks should walk on.
function Advice({ now }: { now: Counting }) {
  const [told, setTold] = useState<{ estimate: Estimate | null; tagless: number } | null>(null);
  const tally = now.look();
  const news = tally.found + tally.tags + tally.ticked.size;
  useEffect(() => {
    setTold(null);
    const timer = setTimeout(() => setTold({ estimate: tally.estimate(now.gone), tagless: tally.taglessOpen() }), QUIET_MS);
    return () => clearTimeout(timer);
  }, [news, tally.walks]);
  if (news === 0) return <p class="advice">{say("Walk through the room with the scanner. What has no tag is ticked below.")}</p>;
  if (!told?.estimate) return <p class="advice soft">{say("Walk on…")}</p>;
  const { estimate, tagless } = told;
  return (
    <p class={`advice advice--${estimate.advice === "done" && tagless === 0 ? "done" : "more"}`}>
      {adviceOf(estimate)} {tagless > 0 && count("{count} thing has no tag: tick it below.", "{count} things have no tag: tick them below.", tagless)}
    </p>
  );
}

function adviceOf({ unread, least, most, advice }: Estimate): string {
  const about = { about: Math.max(1, Math.round(unread)), least, most };
  if (advice === "done") return say("This room is well read.");
  if (advice === "look") return say("About {about} more may be here ({least} to {most}), too quiet for the scanner. Look for them.", about);
  return say("About {about} are still unread ({least} to {most}). Walk again along the cupboards.", about);
}

const SIGNS: Record<Outcome["kind"], IconName> = { verified: "check", heard: "check", foreign: "away", unknown: "ask", room: "door" };

function Latest({ now }: { now: Counting }) {
  const [last] = now.undoable.value.slice(-1);
  return (
    <section class="latest" aria-label={say("Just now")}>
      <ul>
        {now.look().latest.slice(0, LATEST).map((found) => (
          <li key={found.text} class={`outcome outcome--${found.kind}`}>
            <Icon name={SIGNS[found.kind]} />
            <span class="outcome__words">
              <b>{found.item?.name ?? found.room?.name ?? found.text}</b>
              <span>{outcomeWords(found)}</span>
            </span>
          </li>
        ))}
      </ul>
      {last && (
        <button class="button button--undo" type="button" onClick={() => now.untick(last.key)}>
          <Icon name="undo" /> {say("Not seen after all: {thing}", { thing: now.known.items.get(last.key)?.name ?? last.number })}
        </button>
      )}
    </section>
  );
}

// For those who hear the page: how it stands, when nothing new has come for a moment.
function Aloud({ now }: { now: Counting }) {
  const [said, setSaid] = useState("");
  const tally = now.look();
  const [found, foreign, unknown] = [tally.found, tally.foreign.size, tally.known.lists.stocktake.sees ? tally.unknown.size : 0];
  useEffect(() => {
    const standing = tally.known.lists.stocktake.sees
      ? say("{found} of {expected} seen, {foreign} from elsewhere, {unknown} unknown", { found, expected: tally.expected, foreign, unknown })
      : say("{tags} tags heard", { tags: tally.tags });
    const timer = setTimeout(() => setSaid(standing), 1_500);
    return () => clearTimeout(timer);
  }, [found, foreign, unknown, tally.tags]);
  return (
    <p class="unseen" role="status">
      {said}
    </p>
  );
}

function Finished({ now, onBack }: { now: Counting; onBack: () => void }) {
  const tally = now.look();
  const { sees } = tally.known.lists.stocktake;
  const next = far.value && nextRoom(tally.known, far.value, ownStates.value, tally.room.code);
  return (
    <section class="finished">
      <Icon name="check" />
      <h2>{say("{room} is counted", { room: tally.room.code })}</h2>
      <p>{sees ? say("{found} of {expected} seen", { found: tally.found, expected: tally.expected }) : say("{tags} tags heard", { tags: tally.tags })}</p>
      {sees && tally.foreign.size > 0 && <p>{count("{count} thing belongs elsewhere", "{count} things belong elsewhere", tally.foreign.size)}</p>}
      {sees && tally.unknown.size > 0 && <p>{count("{count} tag is on no list", "{count} tags are on no list", tally.unknown.size)}</p>}
      {next && (
        <button class="button button--main button--tall" type="button" onClick={() => goTo({ at: "room", code: next.code }, true)}>
          {say("Next: {room}", { room: next.code })}
        </button>
      )}
      <button class="button button--tall" type="button" onClick={() => goTo({ at: "rooms" }, true)}>
        {say("Choose a room")}
      </button>
      <button class="button button--tall" type="button" onClick={onBack}>
        {say("Back into this room")}
      </button>
    </section>
  );
}

export function Loudness() {
  return (
    <button class="bar__side" type="button" aria-pressed={loud.value} aria-label={say("Sound and vibration")} onClick={() => setLoud(!loud.value)}>
      <Icon name={loud.value ? "sound" : "mute"} />
    </button>
  );
}

function NoSuchRoom({ code }: { code: string }) {
  return (
    <Screen title={code} back={{ at: "rooms" }}>
      <div class="screen" id="content">
        <Note kind="warn">{say("The lists on this device know no such room. Take them along anew, or choose another room.")}</Note>
      </div>
    </Screen>
  );
}
