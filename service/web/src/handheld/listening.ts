// Which sources of tags are running, and what becomes of what they hear: it goes to the room that is counted, opens a
// room by its door, or helps to find a thing.
import { signal } from "@preact/signals";
import type { Hear, Heard, Source } from "../sources/source";
import { counting } from "./counting";
import { all, far } from "./desk";
import { meaning } from "./known";
import type { Room } from "./lists";
import { goTo, place } from "./places";
import { tellBySound } from "./sound";

export type Kind = "wedge" | "serial" | "camera" | "nfc";

/** The sources that run, by kind. */
export const running = signal<ReadonlyMap<Kind, Source>>(new Map());
/** What a source last complained of, "" for nothing. */
export const complaint = signal("");
/** The room whose door was heard, or whose things are heard, while another one is counted or none. */
export const nearby = signal<{ room: Room; by: "door" | "things" } | null>(null);

const ears = new Set<Hear>();
const early: Heard[] = [];
const EARLY = 5_000;

/** Hands over everything that is heard until the returned function is called; nothing is counted meanwhile. */
export function listen(hear: Hear): () => void {
  ears.add(hear);
  return () => void ears.delete(hear);
}

/** Starts a source in place of one of its kind. */
export async function start(kind: Kind, source: Source): Promise<void> {
  await stop(kind);
  complaint.value = "";
  try {
    await source.start(hear, (why) => (complaint.value = why));
    running.value = new Map([...running.value, [kind, source]]);
  } catch (refused) {
    complaint.value = refused instanceof Error ? refused.message : String(refused);
  }
}

/** Stops the source of this kind, if one runs. */
export async function stop(kind: Kind): Promise<void> {
  const source = running.value.get(kind);
  if (!source) return;
  running.value = new Map([...running.value].filter(([each]) => each !== kind));
  await source.stop();
}

/** Takes one answer. */
export function hear(heard: Heard): void {
  if (ears.size) ears.forEach((ear) => ear(heard));
  else if (place.value.at !== "room") lookFor(heard);
  else if (counting.value) count(heard);
  else if (early.length < EARLY) early.push(heard);
}

/** Takes what was heard while a room was being opened. */
export function catchUp(): void {
  nearby.value = null;
  for (const heard of early.splice(0)) hear(heard);
}

function count(heard: Heard): void {
  const now = counting.value;
  if (!now) return;
  if (now.finished) return void (meaning(now.known, heard).room && lookFor(heard));
  const tally = now.glance();
  const before = tally.found;
  const found = now.hear(heard);
  if (found.kind === "room" && found.room) {
    if (found.room.code !== tally.room.code) nearby.value = { room: found.room, by: "door" };
    return;
  }
  if (found.again) return;
  const whole = tally.found === tally.expected && tally.found > before;
  tellBySound(whole ? "all here" : found.kind);
}

// Outside a room, a door leads in; a thing only suggests the room it is booked in.
function lookFor(heard: Heard): void {
  const lists = all.value;
  if (!lists || !far.value) return;
  const { items, room } = meaning(lists, heard);
  if (room?.counted) {
    tellBySound("room");
    goTo({ at: "room", code: room.code });
    return;
  }
  const home = lists.rooms.get(items[0]?.room ?? "");
  if (home?.counted) nearby.value = { room: home, by: "things" };
}
