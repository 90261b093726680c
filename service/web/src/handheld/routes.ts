// The rooms to choose from: those of the own team first, then by building and floor as they lie, found by typing.
import type { Known, Progress } from "./known";
import type { Room, RoomNews } from "./lists";

/** Rooms that lie together. `mine`: they are given to the team of whoever counts. */
export type Stretch = { building: string; floor: number | null; mine: boolean; rooms: readonly RoomLine[] };

/** One room to choose: how far it is by all that is known here, and how many things are booked there. */
export type RoomLine = { room: Room; news: RoomNews | null; expected: number; state: "waiting" | "counting" | "complete" };

/** What this device itself knows of a room before the service does. */
export type OwnStates = ReadonlyMap<string, "counting" | "complete">;

/** The rooms that are counted, in the order they lie in. `query` finds by code, name, building or keeper. */
export function stretches(known: Known, progress: Progress, own: OwnStates, team: string, query: string): Stretch[] {
  const found = new Map<string, { mine: boolean; building: string; floor: number | null; rooms: RoomLine[] }>();
  const wanted = query.trim().toLowerCase();
  for (const room of known.lists.rooms) {
    if (!room.counted || !fits(room, wanted)) continue;
    const line = lineOf(known, progress, own, room);
    const mine = team !== "" && line.news?.team === team;
    const key = JSON.stringify([!mine, room.building, room.floor]);
    const stretch = found.get(key) ?? { mine, building: room.building, floor: room.floor, rooms: [] };
    found.set(key, stretch);
    stretch.rooms.push(line);
  }
  return [...found.values()].sort((one, other) => Number(other.mine) - Number(one.mine));
}

/** The teams rooms are given to, each once. */
export function teams(progress: Progress): string[] {
  return [...new Set([...progress.rooms.values()].map((room) => room.team).filter((team) => team !== ""))].sort();
}

/** The next room in the row that nobody has begun, after this one; null where none is left. */
export function nextRoom(known: Known, progress: Progress, own: OwnStates, code: string): Room | null {
  const rooms = known.lists.rooms.filter((room) => room.counted);
  const here = rooms.findIndex((room) => room.code === code);
  const row = [...rooms.slice(here + 1), ...rooms.slice(0, Math.max(here, 0))];
  return row.find((room) => lineOf(known, progress, own, room).state === "waiting") ?? null;
}

/** How many rooms are counted, and how many of them are done, by all that is known here. */
export function roomsDone(known: Known, progress: Progress, own: OwnStates): { rooms: number; done: number } {
  const lines = known.lists.rooms.filter((room) => room.counted).map((room) => lineOf(known, progress, own, room));
  return { rooms: lines.length, done: lines.filter((line) => line.state === "complete").length };
}

function lineOf(known: Known, progress: Progress, own: OwnStates, room: Room): RoomLine {
  const news = progress.rooms.get(room.code) ?? null;
  const told = news?.state ?? "waiting";
  const state = told === "complete" ? told : (own.get(room.code) ?? told);
  const again = progress.again.get(room.code);
  return { room, news, expected: again?.size ?? known.expectedIn.get(room.code) ?? 0, state };
}

function fits(room: Room, wanted: string): boolean {
  return wanted === "" || [room.code, room.name, room.building, room.keeper].some((text) => text.toLowerCase().includes(wanted));
}
