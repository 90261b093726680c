// Setting walks right that were made by mistake, before they are sent and after.
import { say } from "../words";
import { me, notebook, notePhoto, noteWalk, photos, walks } from "./desk";
import type { Photo } from "./errands";
import { newId } from "./ids";
import type { Room } from "./lists";
import { sweep, type Walk } from "./walk";

/** The walk never was; one that the service may have already is taken back there. Gives the walk as it was until now. */
export function takeBack(drawn: Walk): Walk {
  const walk = asItIs(drawn);
  if (mayBeThere(walk)) noteWalk({ ...walk, withdrawing: say("Made by mistake") });
  else noteWalk({ ...walk, ended: walk.ended ?? Date.now(), fate: "dropped" });
  return walk;
}

/** The walk was one after all; as `takeBack` gave it. One that the service is told to take back is handed in anew. */
export async function restore(walk: Walk): Promise<void> {
  if (mayBeThere(walk)) return noteWalk(await copyOf(walk));
  noteWalk({ ...walk, fate: "waiting", withdrawing: null });
}

/** The walk was through another room. One that the service may have already is taken back there and handed in anew. */
export async function giveTo(drawn: Walk, room: Pick<Room, "code" | "name">): Promise<void> {
  const walk = asItIs(drawn);
  const place = { room: room.code, roomName: room.name };
  if (!mayBeThere(walk)) return noteWalk({ ...walk, ...place, ended: walk.ended ?? Date.now(), fate: "waiting", said: "" });
  const anew = await copyOf(walk);
  noteWalk({ ...walk, withdrawing: say("It was the wrong room: {room}", { room: room.code }) });
  noteWalk({ ...anew, ...place });
}

// It may have gone out since it was drawn.
function asItIs(drawn: Walk): Walk {
  return walks.value.find((each) => each.id === drawn.id) ?? drawn;
}

function mayBeThere(walk: Walk): boolean {
  return walk.fate === "sent" || (walk.fate === "waiting" && walk.tried);
}

/** A walk to be handed in, which heard and saw the same; photos that wait follow it. */
async function copyOf(walk: Walk): Promise<Walk> {
  const anew: Walk = { ...walk, id: newId(Date.now()), fate: "waiting", said: "", tried: false, withdrawing: null };
  for (const trace of await notebook.ofWalk("traces", walk.id)) notebook.note("traces", { ...trace, walk: anew.id });
  for (const tick of await notebook.ofWalk("ticks", walk.id)) notebook.note("ticks", { ...tick, walk: anew.id });
  for (const photo of photos.value) if (photo.walk === walk.id) notePhoto({ ...photo, walk: anew.id });
  return anew;
}

/** Sends once more what was refused. */
export function sendAgain(refused: { walk: Walk } | { photo: Photo }): void {
  if ("walk" in refused) noteWalk({ ...refused.walk, fate: "waiting" });
  if ("photo" in refused) notePhoto({ ...refused.photo, fate: "waiting" });
}

/** The photo is not wanted any more. */
export function discard(photo: Photo): void {
  notePhoto({ ...photo, fate: "sent" });
}

/** Keeps a photo of the thing, which follows this walk. */
export function addPhoto(walk: Walk, subject: string, name: string, image: Blob): void {
  notePhoto({ id: newId(Date.now()), walk: walk.id, stocktake: walk.stocktake, subject, name, image, fate: "waiting", said: "" });
}

/** How many photos of the thing are on this device and not sent. */
export function photosOf(subject: string): number {
  return photos.value.filter((photo) => photo.subject === subject).length;
}

/** The walks as a file, just as they would be sent: for a manager's computer, when nothing else goes. */
export async function asFile(walks: readonly Walk[]): Promise<File> {
  const told = walks.map(async (walk) => ({
    stocktake: walk.stocktake,
    room: walk.room,
    said: walk.said,
    sweep: sweep(walk, await notebook.ofWalk("traces", walk.id), await notebook.ofWalk("ticks", walk.id), Date.now()),
  }));
  const text = JSON.stringify({ version: 1, account: me.account, walks: await Promise.all(told) }, null, 2);
  return new File([text], `rollcall-${new Date().toISOString().slice(0, 10)}.json`, { type: "application/json" });
}
