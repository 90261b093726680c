// What is known on this device: the lists taken along and the news of what everybody found, made quick to look up.
import type { Heard } from "../sources/source";
import type { Item, Lists, News, Room, RoomNews } from "./lists";

/** The lists by what is looked for: things by id, tag, number and room, rooms by code and tag. */
export type Known = {
  readonly lists: Lists;
  readonly rooms: ReadonlyMap<string, Room>;
  readonly items: ReadonlyMap<string, Item>;
  readonly itemOf: ReadonlyMap<string, Item>;
  readonly roomOf: ReadonlyMap<string, Room>;
  readonly numbered: ReadonlyMap<string, readonly Item[]>;
  readonly bookedIn: ReadonlyMap<string, readonly Item[]>;
  readonly expectedIn: ReadonlyMap<string, number>;
};

/** How far everybody has come. `seenIn`: by item the room where it was found. `again`: by room what a recount looks at. */
export type Progress = {
  readonly news: News | null;
  readonly rooms: ReadonlyMap<string, RoomNews>;
  readonly seenIn: ReadonlyMap<string, string>;
  readonly again: ReadonlyMap<string, ReadonlySet<string>>;
};

/** What a text that was heard may mean. */
export type Meaning = { readonly items: readonly Item[]; readonly room: Room | null; readonly certain: boolean };

const THING = /^https?:\/\/[^\s/]+\/things\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/?$/i;
const NOTHING: Meaning = { items: [], room: null, certain: false };

/** Takes the lists in, once: everything after that is found at once, however many things there are. */
export function known(lists: Lists): Known {
  return {
    lists,
    rooms: new Map(lists.rooms.map((room) => [room.code, room])),
    items: new Map(lists.items.map((item) => [item.id, item])),
    itemOf: byTag(lists.items),
    roomOf: byTag(lists.rooms),
    numbered: groups(lists.items, (item) => item.no),
    bookedIn: groups(lists.items, (item) => item.room),
    expectedIn: counts(lists.items),
  };
}

/** How far everybody has come; news of other lists than these say nothing about their things. */
export function progress(lists: Lists, news: News | null): Progress {
  const same = news !== null && news.lists === lists.id ? news : null;
  const found = Object.entries(same?.seen ?? {}).flatMap(([room, places]) => places.map((place) => [lists.items[place]?.id ?? "", room] as const));
  const again = Object.entries(same?.again ?? {}).map(([room, places]) => [room, new Set(places.map((place) => lists.items[place]?.id ?? ""))] as const);
  return {
    news,
    rooms: new Map((news?.rooms ?? []).map((room) => [room.code, room])),
    seenIn: new Map(found),
    again: new Map(again),
  };
}

/** What was heard: a thing or a room by its tag, by the code on its label, or by a number several pieces may share. */
export function meaning(known: Known, heard: Heard): Meaning {
  const item = known.itemOf.get(heard.text);
  if (item) return { items: [item], room: null, certain: true };
  const room = known.roomOf.get(heard.text);
  if (room) return { items: [], room, certain: true };
  return heard.kind === "code" ? meaningOfCode(known, heard.text.trim()) : NOTHING;
}

/** What somebody, or a scanner, wrote into a field: a tag by its length, else the code of a label. */
export function written(text: string, at: number): Heard {
  const plain = text.trim();
  const isTag = plain.length % 2 === 0 && /^[0-9A-F]{16,124}$/i.test(plain);
  return { text: isTag ? plain.toUpperCase() : plain, kind: isTag ? "tag" : "code", rssi: null, tid: null, at };
}

/** Whether anything is known by what was heard. */
export function isKnown(known: Known, heard: Heard): boolean {
  const { items, room } = meaning(known, heard);
  return items.length > 0 || room !== null;
}

/** How a tick of this thing is handed in, so that the service knows just which piece is meant. */
export function numberOf(known: Known, item: Item, origin: string): string {
  const alone = (known.numbered.get(item.no)?.length ?? 0) === 1;
  return alone ? item.no : (item.tags[0] ?? `${origin}/things/${dashed(item.id)}`);
}

/** An id as the lists write it: hexadecimal digits alone. */
export function plainId(id: string): string {
  return id.replaceAll("-", "").toLowerCase();
}

function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function meaningOfCode(known: Known, text: string): Meaning {
  const thing = known.items.get(plainId(THING.exec(text)?.[1] ?? ""));
  if (thing) return { items: [thing], room: null, certain: true };
  const numbered = known.numbered.get(text) ?? known.numbered.get(text.toUpperCase());
  if (numbered) return { items: numbered, room: null, certain: numbered.length === 1 };
  const item = known.itemOf.get(text.toUpperCase());
  if (item) return { items: [item], room: null, certain: true };
  const room = known.rooms.get(text) ?? known.roomOf.get(text.toUpperCase());
  return room ? { items: [], room, certain: true } : NOTHING;
}

function byTag<T extends { readonly tags: readonly string[] }>(tagged: readonly T[]): Map<string, T> {
  const found = new Map<string, T>();
  for (const each of tagged) for (const tag of each.tags) found.set(tag, each);
  return found;
}

function counts(items: readonly Item[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const item of items) if (item.room !== null && mustBeThere(item)) found.set(item.room, (found.get(item.room) ?? 0) + 1);
  return found;
}

function groups(items: readonly Item[], by: (item: Item) => string | null): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) {
    const key = by(item);
    if (key === null) continue;
    const together = found.get(key);
    if (together) together.push(item);
    else found.set(key, [item]);
  }
  return found;
}

/** What the rooms that are counted teach: how many tagged things were expected there, and how many nobody found. */
export function unseenInDone(known: Known, progress: Progress): { expected: number; unseen: number } {
  const done = [...progress.rooms.values()].filter((room) => room.state === "complete");
  const booked = done.flatMap((room) => known.bookedIn.get(room.code) ?? []).filter((item) => item.tags.length > 0 && mustBeThere(item));
  return { expected: booked.length, unseen: booked.filter((item) => !progress.seenIn.has(item.id)).length };
}

/** Whether the books say that the thing stands in its room now, and the stock-take is about it. */
export function mustBeThere(item: Item): boolean {
  return item.out === undefined && !item.aside;
}
