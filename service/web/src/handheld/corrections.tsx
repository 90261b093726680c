// Walks through this room, and how one that was a mistake is set right.
import { useState } from "preact/hooks";
import { moment, say } from "../words";
import { giveTo, restore, takeBack } from "./correcting";
import { type Counting, counting, openRoom, walksThrough } from "./counting";
import { all, walks } from "./desk";
import { Note } from "./frame";
import type { Room } from "./lists";
import { goTo } from "./places";
import type { Walk } from "./walk";

export function Corrections({ now }: { now: Counting }) {
  const [gone, setGone] = useState<Walk | null>(null);
  walks.value; // looked at anew whenever a walk changes
  const here = walksThrough(now.glance().room.code);
  const anew = () => void openRoom(now.glance().room);
  if (here.length === 0 && !gone) return null;
  return (
    <details class="fold">
      <summary>{say("Wrong room? Take a walk back")}</summary>
      {gone && (
        <Note kind="plain">
          {say("The walk does not count any more.")}{" "}
          <button class="plain" type="button" onClick={() => (setGone(null), void restore(gone).then(anew))}>
            {say("Undo")}
          </button>
        </Note>
      )}
      <ul class="rows">
        {here.map((walk) => (
          <OneWalk key={walk.id} walk={walk} onTakeBack={() => (setGone(takeBack(walk)), anew())} />
        ))}
      </ul>
    </details>
  );
}

/** One walk with what can be done about it. */
function OneWalk({ walk, onTakeBack }: { walk: Walk; onTakeBack: () => void }) {
  const [choosing, setChoosing] = useState(false);
  const move = async (room: Room) => {
    await giveTo(walk, room);
    counting.value = null;
    goTo({ at: "room", code: room.code }, true);
  };
  return (
    <li class="plainrow plainrow--tall">
      <span class="row__main">
        <b>{say("Walk of {time}", { time: moment(walk.started) })}</b>
        <span class="soft">{stateOf(walk)}</span>
      </span>
      <span class="pair">
        <button class="button" type="button" aria-expanded={choosing} onClick={() => setChoosing(!choosing)}>
          {say("It was another room")}
        </button>
        <button class="button" type="button" onClick={onTakeBack}>
          {say("Take back")}
        </button>
      </span>
      {choosing && <Choice except={walk.room} onChoice={(room) => void move(room)} />}
    </li>
  );
}

function Choice({ except, onChoice }: { except: string; onChoice: (room: Room) => void }) {
  const rooms = (all.value?.lists.rooms ?? []).filter((room) => room.counted && room.code !== except);
  const choose = (code: string) => {
    const room = rooms.find((each) => each.code === code);
    if (room) onChoice(room);
  };
  return (
    <label class="line">
      <span>{say("Which room was it?")}</span>
      <select class="field" onChange={(event) => choose(event.currentTarget.value)}>
        <option value="" />
        {rooms.map((room) => (
          <option key={room.code} value={room.code}>
            {room.code} {room.name === room.code ? "" : room.name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** How a walk stands, in words. */
export function stateOf(walk: Walk): string {
  if (walk.ended === null) return say("goes on");
  if (walk.withdrawing !== null) return say("is to be taken back");
  if (walk.fate === "sent") return walk.said || say("sent");
  if (walk.fate === "refused") return say("The service did not take it: {why}", { why: walk.said });
  return walk.fate === "dropped" ? say("taken back") : say("not yet sent");
}
