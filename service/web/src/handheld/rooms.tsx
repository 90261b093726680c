// Choosing the room: by its door, by typing, or from the list.
import { useState } from "preact/hooks";
import { say } from "../words";
import { all, far, ownStates } from "./desk";
import { Note, Screen } from "./frame";
import { setTeam, team } from "./habits";
import { Icon } from "./icons";
import { meaning, written } from "./known";
import { nearby } from "./listening";
import { goTo } from "./places";
import { type RoomLine, type Stretch, stretches, teams } from "./routes";

const AT_ONCE = 150;

export function Rooms() {
  const [query, setQuery] = useState("");
  const [lists, ahead] = [all.value, far.value];
  if (!lists || !ahead) return null;
  const found = stretches(lists, ahead, ownStates.value, team.value, query);
  const enter = () => {
    const room = meaning(lists, written(query, Date.now())).room ?? found[0]?.rooms[0]?.room;
    if (room) goTo({ at: "room", code: room.code });
  };
  return (
    <Screen title={say("Choose a room")} under={lists.lists.stocktake.name} back={{ at: "start" }}>
      <div class="screen" id="content">
        <form class="search" role="search" onSubmit={(event) => (event.preventDefault(), enter())}>
          <input
            class="field field--tall"
            type="search"
            aria-label={say("Room")}
            placeholder={say("Room, or scan its door")}
            value={query}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </form>
        <Nearby />
        <Teams names={teams(ahead)} />
        {found.length === 0 && <p class="empty">{say("No room is called so.")}</p>}
        {capped(found).map((stretch) => (
          <OneStretch key={`${stretch.mine}${stretch.building}${stretch.floor}`} stretch={stretch} />
        ))}
        {found.reduce((sum, { rooms }) => sum + rooms.length, 0) > AT_ONCE && <p class="soft">{say("There are more. Type to find them.")}</p>}
      </div>
    </Screen>
  );
}

/** What was heard suggests another room. */
export function Nearby() {
  const heard = nearby.value;
  if (!heard) return null;
  const { room, by } = heard;
  const go = () => {
    nearby.value = null;
    goTo({ at: "room", code: room.code });
  };
  return (
    <Note kind="plain">
      <p>{by === "door" ? say("The door of {room} was heard.", { room: `${room.code} ${room.name}` }) : say("Things of {room} are heard.", { room: `${room.code} ${room.name}` })}</p>
      <div class="pair">
        <button class="button button--main" type="button" onClick={go}>
          {say("Count {room}", { room: room.code })}
        </button>
        <button class="button" type="button" onClick={() => (nearby.value = null)}>
          {say("No")}
        </button>
      </div>
    </Note>
  );
}

function Teams({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <label class="line">
      <span>{say("My team")}</span>
      <select class="field" value={team.value} onChange={(event) => setTeam(event.currentTarget.value)}>
        <option value="">{say("None")}</option>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

function OneStretch({ stretch }: { stretch: Stretch }) {
  const floor = stretch.floor === null ? "" : say("Floor {number}", { number: String(stretch.floor) });
  const where = [stretch.building, floor].filter((each) => each !== "").join(" · ") || say("Rooms");
  return (
    <section>
      <h2 class="heading">{stretch.mine ? say("My team: {where}", { where }) : where}</h2>
      <ul class="rows">
        {stretch.rooms.map((line) => (
          <OneRoom key={line.room.code} line={line} />
        ))}
      </ul>
    </section>
  );
}

function OneRoom({ line: { room, news, state, expected } }: { line: RoomLine }) {
  const words = { waiting: say("to count"), counting: say("being counted"), complete: say("counted") };
  const { coverage } = news ?? {};
  const unread = coverage?.advice === "walk again" ? say("about {unread} unread", { unread: Math.max(1, Math.round(coverage.unread)) }) : "";
  const about = [room.name === room.code ? "" : room.name, room.keeper, expected ? say("{things} things", { things: expected }) : "", unread];
  return (
    <li>
      <button class="row" type="button" onClick={() => goTo({ at: "room", code: room.code })}>
        <span class="row__main">
          <b>{room.code}</b>
          <span class="soft">{about.filter((each) => each !== "").join(" · ")}</span>
        </span>
        <span class={`state state--${state}`}>
          {state === "complete" && <Icon name="check" />}
          {words[state]}
          {news?.due && state !== "complete" ? ` · ${say("until {day}", { day: news.due.slice(5) })}` : ""}
        </span>
      </button>
    </li>
  );
}

function capped(found: readonly Stretch[]): Stretch[] {
  let left = AT_ONCE;
  const shown: Stretch[] = [];
  for (const stretch of found) {
    if (left <= 0) break;
    shown.push({ ...stretch, rooms: stretch.rooms.slice(0, left) });
    left -= stretch.rooms.length;
  }
  return shown;
}
