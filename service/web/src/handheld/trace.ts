// A thing that is looked for: what it is and where it was met, from the service where there is a network, else from
// what this device took along or heard of it before.
import { type Known, plainId, type Progress } from "./known";
import type { Item } from "./lists";
import { isTheirs } from "./shell";

export type Spot = { room: string; name: string; building: string; floor: number | null };
export type Met = Spot & { at: string; how: "heard" | "seen"; by: string; rssi: number | null };

/** As `GET /api/v1/items/{item}/places` tells it. */
export type Trace = {
  id: string;
  no: string;
  name: string;
  model: string;
  tags: readonly string[];
  booked: Spot | null;
  places: readonly Met[];
};

/** `null`: it could not be asked. A text: why it is not told, in the words of the service. */
export type Told = Trace | string | null;

const KEPT = 40; // things whose places are kept for when there is no network

/** Asks the service, and keeps what it says on this device for this person. */
export async function askForTrace(item: string, account: string): Promise<Told> {
  if (!isTheirs(account)) return null;
  try {
    const answer = await fetch(`/api/v1/items/${encodeURIComponent(item)}/places`);
    const body = (await answer.json()) as Trace & { detail?: unknown };
    if (!answer.ok) return typeof body.detail === "string" && answer.status !== 401 ? body.detail : null;
    keep(body, account);
    return body;
  } catch {
    return null;
  }
}

/** What this device knows of it; nothing in a blind count, whatever was looked up before. */
export function knownTrace(item: string, account: string, known: Known | null, progress: Progress | null): Trace | null {
  if (known && !known.lists.stocktake.sees) return null;
  const id = plainId(item);
  const before = kept(account).find((each) => plainId(each.id) === id);
  if (before) return before;
  const listed = known?.items.get(id);
  return known && listed ? ofLists(known, listed, progress?.seenIn.get(id)) : null;
}

function ofLists(known: Known, item: Item, foundIn: string | undefined): Trace {
  const met = foundIn ? [{ ...spot(known, foundIn), at: "", how: "seen" as const, by: "", rssi: null }] : [];
  const { id, no, name, model = "", tags } = item;
  return { id, no, name, model, tags, booked: item.room ? spot(known, item.room) : null, places: met };
}

function spot(known: Known, code: string): Spot {
  const { name = "", building = "", floor = null } = known.rooms.get(code) ?? {};
  return { room: code, name, building, floor };
}

// What is kept may be lost, or be full: then it is asked for again.
const SHELF = "rollcall-places-";
const shelf = (account: string) => `${SHELF}${account}`;

/** Clears the shelves of everybody else: what one person may look up, the next may not. */
export function forgetOthers(account: string): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(SHELF) && name !== shelf(account)) localStorage.removeItem(name);
  } catch {
    // Where nothing can be kept nothing is left.
  }
}

function kept(account: string): Trace[] {
  try {
    return JSON.parse(localStorage.getItem(shelf(account)) ?? "[]") as Trace[];
  } catch {
    return [];
  }
}

function keep(trace: Trace, account: string): void {
  const others = kept(account).filter((each) => each.id !== trace.id);
  try {
    localStorage.setItem(shelf(account), JSON.stringify([trace, ...others].slice(0, KEPT)));
  } catch {
    // The storage of the device is needed for what is counted.
  }
}
