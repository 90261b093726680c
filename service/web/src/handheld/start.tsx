// The first screen: which stock-take, its lists taken along, and how it stands on this device.
import { useEffect, useState } from "preact/hooks";
import { count, moment, number, say } from "../words";
import { all, far, kept, me, news, others, owed, ownStates, told, walks } from "./desk";
import { Note, Screen } from "./frame";
import { deviceName, loud, nameDevice, setLoud } from "./habits";
import { Icon } from "./icons";
import { roomLeft, trouble } from "./notebook";
import { goTo } from "./places";
import { roomsDone } from "./routes";
import { choice, hitch, lookAround, takeAlong, taking } from "./taking";
import type { Offered } from "./service";

const SCARCE = 50 * 1024 * 1024;

export function Start() {
  useEffect(() => void lookAround(), []);
  return (
    <Screen title={say("Count")} under={`${me.school_name} · ${me.name}`}>
      <div class="screen" id="content">
        <Hitch />
        <Taken />
        <Offers />
        <Others />
        <Habits />
      </div>
    </Screen>
  );
}

function Hitch() {
  if (taking.value && taking.value.stocktake !== kept.value?.stocktake) return <Taking bytes={taking.value.bytes} />;
  if (hitch.value === "no network" && !kept.value)
    return <Note kind="warn">{say("There is no network. Take the lists along where there is one; after that none is needed.")}</Note>;
  if (hitch.value === "refused") return <Note kind="bad">{say("This stock-take cannot be taken along. Ask whoever manages it.")}</Note>;
  return null;
}

function Taking({ bytes }: { bytes: number }) {
  return (
    <div class="card" role="status">
      <p class="strong">{say("Taking the lists along…")}</p>
      <progress class="wide" />
      <p class="soft">{bytes ? say("{size} KB so far", { size: Math.round(bytes / 1024) }) : say("Asking the service…")}</p>
    </div>
  );
}

function Taken() {
  const [lists, known, progress] = [kept.value, all.value, far.value];
  if (!lists || !known || !progress) return null;
  const { rooms, done } = roomsDone(known, progress, ownStates.value);
  const { stocktake, items } = lists.lists;
  const over = news.value !== null && news.value.status !== "counting" && news.value.status !== "recount";
  return (
    <section class="card card--main">
      <h2>{stocktake.name}</h2>
      <p class="soft">
        {say("{rooms} rooms", { rooms })}
        {stocktake.sees ? ` · ${say("{things} things", { things: items.length })}` : ` · ${say("blind count: what is expected is not shown")}`}
      </p>
      <progress class="wide" value={done} max={rooms || 1} aria-label={say("Rooms finished")} />
      <p class="soft">{say("{done} of {rooms} rooms done. Lists of {time}.", { done, rooms, time: moment(Math.max(lists.taken, told.value?.at ?? 0)) })}</p>
      {over && <Note kind="warn">{say("Counting is over. What you still count is kept, and a manager decides whether it counts.")}</Note>}
      <GoOn />
      <button class="button button--main button--tall" type="button" onClick={() => goTo({ at: "rooms" })}>
        {say("Choose a room")}
      </button>
      <button class="button" type="button" disabled={taking.value !== null} onClick={() => void takeAlong(lists.stocktake)}>
        <Icon name="again" /> {say("Take the lists along anew")}
      </button>
    </section>
  );
}

// A walk that was broken off, by a dead battery or a call, goes on where it was.
function GoOn() {
  const open = walks.value.find((walk) => walk.ended === null && walk.fate === "waiting" && walk.stocktake === kept.value?.stocktake);
  if (!open) return null;
  return (
    <button class="button button--tall" type="button" onClick={() => goTo({ at: "room", code: open.room })}>
      {say("Go on in {room}", { room: open.room })}
    </button>
  );
}

function Offers() {
  const offers = choice.value?.filter((each) => each.id !== kept.value?.stocktake);
  if (choice.value?.length === 0 && !kept.value) return <Note kind="plain">{say("No stock-take is being counted now. A manager opens one on the page Overview.")}</Note>;
  if (!offers?.length) return null;
  return (
    <section>
      <h2 class="heading">{kept.value ? say("Other stock-takes") : say("Which stock-take?")}</h2>
      <ul class="rows">{offers.map((each) => <Offer key={each.id} offer={each} />)}</ul>
    </section>
  );
}

function Offer({ offer }: { offer: Offered }) {
  return (
    <li>
      <button class="row" type="button" disabled={taking.value !== null} onClick={() => void takeAlong(offer.id)}>
        <span class="row__main">
          <b>{offer.name}</b>
          <span class="soft">{say("{done} of {rooms} rooms done", { done: offer.rooms_complete, rooms: offer.rooms })}</span>
        </span>
        <span class="row__side">{say("Take along")}</span>
      </button>
    </li>
  );
}

function Others() {
  return (
    <>
      {[...others.value].map(([name, walks]) => (
        <Note key={name} kind="plain">
          {count("{count} walk of {name} waits on this device. It is sent when {name} signs in here.", "{count} walks of {name} wait on this device. They are sent when {name} signs in here.", walks, { name })}
        </Note>
      ))}
    </>
  );
}

function Habits() {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => void roomLeft().then(setLeft), []);
  return (
    <section class="card">
      <h2>{say("This device")}</h2>
      <label class="line">
        <span>{say("Sound and vibration")}</span>
        <input class="switch" type="checkbox" role="switch" checked={loud.value} onChange={(event) => setLoud(event.currentTarget.checked)} />
      </label>
      <label class="line">
        <span>{say("Name of this device")}</span>
        <input class="field" value={deviceName()} maxLength={60} onChange={(event) => nameDevice(event.currentTarget.value)} />
      </label>
      <button class="button" type="button" onClick={() => goTo({ at: "sources" })}>
        <Icon name="wave" /> {say("Scanners and other ways to read tags")}
      </button>
      {left !== null && left < SCARCE && !trouble.value && (
        <Note kind="warn">{say("Only {size} MB are free on this device. Free some space before you go.", { size: number(Math.round(left / 1024 / 1024)) })}</Note>
      )}
      {owed.value > 0 && <p class="soft">{say("Do not clear the data of this browser until all is sent.")}</p>}
      <a href="/">{say("To the office pages")}</a>
    </section>
  );
}
