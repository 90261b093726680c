// What the service does not have yet, what it said, and the ways out when it refuses.
import { moment, say } from "../words";
import { asFile, discard, sendAgain, takeBack } from "./correcting";
import { stateOf } from "./corrections";
import { dones, me, owed, photos, waiting, walks } from "./desk";
import { nextErrand } from "./errands";
import { Note, Screen } from "./frame";
import { Icon } from "./icons";
import { line, wake } from "./sync";
import type { Walk } from "./walk";

const LATELY = 20;

export function Unsent() {
  const unsent = walks.value.filter((walk) => (walk.fate === "waiting" && walk.ended !== null) || walk.fate === "refused" || walk.withdrawing !== null);
  const sent = walks.value.filter((walk) => walk.fate === "sent" && walk.withdrawing === null).slice(-LATELY).reverse();
  return (
    <Screen title={say("Sending")} back={{ at: "rooms" }}>
      <div class="screen" id="content">
        <Standing />
        {unsent.length > 0 && <Heading words={say("Not yet sent")} />}
        <ul class="rows">
          {unsent.map((walk) => (
            <OneWalk key={walk.id} walk={walk} />
          ))}
          <Photos />
          <Dones />
        </ul>
        {unsent.length > 0 && (
          <button class="button button--wide" type="button" onClick={() => void save(unsent)}>
            {say("Save these walks as a file")}
          </button>
        )}
        {sent.length > 0 && <Heading words={say("Sent lately")} />}
        <ul class="rows">
          {sent.map((walk) => (
            <OneWalk key={walk.id} walk={walk} />
          ))}
        </ul>
      </div>
    </Screen>
  );
}

function Heading({ words }: { words: string }) {
  return <h2 class="heading">{words}</h2>;
}

function Standing() {
  if (owed.value === 0) return <Note kind="good">{say("Everything counted on this device has been sent.")}</Note>;
  if (nextErrand(waiting.value, me.account) === null) return <Note kind="warn">{say("The service did not take what stands below. Try again, or save it as a file for whoever manages the stock-take.")}</Note>;
  const words = {
    idle: say("It is sent as soon as it can be."),
    sending: say("It is being sent…"),
    cut: say("There is no network. It is kept on this device and sent by itself when there is one."),
    "signed out": say("Sign in, and it is sent. Until then it is kept on this device."),
  };
  return (
    <div class="card">
      <p role="status">{words[line.value]}</p>
      <button class="button button--main button--tall" type="button" onClick={wake}>
        <Icon name="send" /> {say("Send now")}
      </button>
    </div>
  );
}

function OneWalk({ walk }: { walk: Walk }) {
  return (
    <li class="plainrow plainrow--tall">
      <span class="row__main">
        <b>
          {walk.room} {walk.roomName === walk.room ? "" : walk.roomName}
        </b>
        <span class="soft">
          {moment(walk.started)} · {stateOf(walk)}
        </span>
      </span>
      {walk.fate === "refused" && <WaysOut again={() => sendAgain({ walk })} away={() => takeBack(walk)} />}
    </li>
  );
}

function Photos() {
  return (
    <>
      {photos.value.map((photo) => (
        <li key={photo.id} class="plainrow plainrow--tall">
          <span class="row__main">
            <b>{say("Photo of {thing}", { thing: photo.name })}</b>
            <span class="soft">{photo.said || say("not yet sent")}</span>
          </span>
          {photo.fate === "refused" && <WaysOut again={() => sendAgain({ photo })} away={() => discard(photo)} />}
        </li>
      ))}
    </>
  );
}

function Dones() {
  const open = dones.value.filter((done) => done.fate === "waiting");
  return (
    <>
      {open.map((done) => (
        <li key={done.room} class="plainrow">
          <span class="row__main">
            <b>{say("{room} is counted", { room: done.room })}</b>
            <span class="soft">{say("not yet sent")}</span>
          </span>
        </li>
      ))}
    </>
  );
}

function WaysOut({ again, away }: { again: () => void; away: () => void }) {
  return (
    <span class="pair">
      <button class="button" type="button" onClick={again}>
        {say("Try again")}
      </button>
      <button class="button" type="button" onClick={away}>
        {say("Put away")}
      </button>
    </span>
  );
}

async function save(chosen: readonly Walk[]): Promise<void> {
  const file = await asFile(chosen);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
