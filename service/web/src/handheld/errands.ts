// What is still to be sent, and what is sent next.
import type { Walk } from "./walk";

/** A photo of a thing: `subject` is the item's id, or the unknown tag it carries. It follows its walk. */
export type Photo = {
  id: string;
  walk: string;
  stocktake: string;
  subject: string;
  name: string;
  image: Blob;
  fate: "waiting" | "sent" | "refused";
  said: string;
};

/** "This room is counted", said by somebody; told to the service when all walks through the room are. */
export type Done = { account: string; stocktake: string; room: string; at: number; fate: "waiting" | "sent"; said: string };

/** Everything on this device that the service may not have yet. */
export type Waiting = { walks: readonly Walk[]; photos: readonly Photo[]; dones: readonly Done[] };

export type Errand =
  | { kind: "walk"; walk: Walk }
  | { kind: "withdrawal"; walk: Walk }
  | { kind: "photo"; photo: Photo }
  | { kind: "done"; done: Done };

/**
 * What to send next for this person; null: nothing can be sent now. Walks in the order they ended, then what rests on
 * them: photos once their walk is taken, "done" once every walk through the room is.
 */
export function nextErrand(waiting: Waiting, account: string): Errand | null {
  const walks = waiting.walks.filter((walk) => walk.account === account);
  const ended = walks.filter((walk) => walk.fate === "waiting" && walk.ended !== null);
  const walk = ended.sort((one, other) => (one.ended ?? 0) - (other.ended ?? 0))[0];
  if (walk) return { kind: "walk", walk };
  const withdrawn = walks.find((each) => each.fate === "sent" && each.withdrawing !== null);
  if (withdrawn) return { kind: "withdrawal", walk: withdrawn };
  const sent = new Set(walks.filter((each) => each.fate === "sent").map((each) => each.id));
  const photo = waiting.photos.find((each) => each.fate === "waiting" && sent.has(each.walk));
  if (photo) return { kind: "photo", photo };
  const done = waiting.dones.find((each) => each.fate === "waiting" && each.account === account && !held(each, walks));
  return done ? { kind: "done", done } : null;
}

/** How many walks, photos and finished rooms the service does not have, those it refused among them. */
export function unsent(waiting: Waiting): number {
  const walks = waiting.walks.filter((walk) => (walk.ended !== null && owed(walk)) || walk.withdrawing !== null);
  return walks.length + waiting.photos.filter(owed).length + waiting.dones.filter(owed).length;
}

function owed(each: { fate: string }): boolean {
  return each.fate === "waiting" || each.fate === "refused";
}

function held(done: Done, walks: readonly Walk[]): boolean {
  return walks.some((walk) => walk.stocktake === done.stocktake && walk.room === done.room && owed(walk));
}
