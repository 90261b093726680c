// A small school for the promises: two rooms with a wall between them, a store that is not counted, and what is in them.
import { known, progress } from "../../service/web/src/handheld/known";
import type { Item, Lists, News, Room } from "../../service/web/src/handheld/lists";
import { Tally } from "../../service/web/src/handheld/tally";
import type { Heard } from "../../service/web/src/sources/source";

export const PROJECTOR = "3474257BF40000000000162E";
export const COMPUTER = "E28011606000020464A1B2C1";
export const DESK = "E28011606000020464A1B2D1";
export const DESK2 = "0193f6b011aa7c028d2e5b6c7d8e9f01"; // a thing without a tag, by its id
export const DOOR = "E28011606000020464A1FF01";
export const STRANGE = "E28011606000020464A1AAAA";

export function room(code: string, tags: string[] = []): Room {
  return { code, name: `Room ${code}`, building: "A", floor: 2, position: null, keeper: "", counted: true, tags };
}

export function item(id: string, more: Partial<Item>): Item {
  return { id, no: `ZC-${id}`, name: id, room: "201", tags: [], ...more };
}

export const LISTS: Lists = {
  version: 1,
  id: "list-1",
  made_at: "2026-12-28T01:00:00Z",
  stocktake: { id: "take-1", name: "2026", cutoff: "2026-12-31T16:00:00Z", blind: false, sees: true },
  rooms: [room("201"), room("202", [DOOR])],
  items: [
    item("projector", { tags: [PROJECTOR] }),
    item("computer", { tags: [COMPUTER] }),
    item("shelf", {}),
    item("camera", { out: "lent", tags: ["E28011606000020464A1B2E1"] }),
    item("desk", { room: "202", no: "ZC-DESKS", tags: [DESK], quantity: 2 }),
    item(DESK2, { room: "202", no: "ZC-DESKS", quantity: 2 }),
  ],
};

export const BLIND: Lists = { ...LISTS, items: [], stocktake: { ...LISTS.stocktake, blind: true, sees: false } };

export function news(more: Partial<News>): News {
  return { version: 1, lists: "list-1", made_at: "", revision: 1, status: "counting", rooms: [], seen: {}, again: {}, ...more };
}

export function tally(code = "201", told: News | null = null, lists: Lists = LISTS): Tally {
  const all = known(lists);
  return new Tally(all, progress(lists, told), all.rooms.get(code) ?? room(code));
}

export function tag(text: string, at = 1_000): Heard {
  return { text, kind: "tag", rssi: null, tid: null, at };
}

export function code(text: string): Heard {
  return { text, kind: "code", rssi: null, tid: null, at: 1_000 };
}
