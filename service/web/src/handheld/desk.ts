// What is on this device for the person who is signed in: the lists, the walks, what is to be sent. The screens look at
// it, and it knows no screen.
import { computed, signal } from "@preact/signals";
import { type Done, type Photo, unsent, type Waiting } from "./errands";
import { known, type Known, type Progress, progress } from "./known";
import { type Kept, type Notebook, openNotebook, type Told } from "./notebook";
import type { News } from "./lists";
import type { OwnStates } from "./routes";
import { shell } from "./shell";
import { forgetOthers } from "./trace";
import type { Walk } from "./walk";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 14;

export const me = shell();
export const walks = signal<readonly Walk[]>([]);
export const photos = signal<readonly Photo[]>([]);
export const dones = signal<readonly Done[]>([]);
export const kept = signal<Kept | null>(null);
export const told = signal<Told | null>(null);
/** How many walks of other people wait on this device, by name. */
export const others = signal<ReadonlyMap<string, number>>(new Map());

/** The lists; taken in once, not with every news. */
export const all = computed<Known | null>(() => (kept.value ? known(kept.value.lists) : null));
export const news = computed<News | null>(() => (told.value?.stocktake === kept.value?.stocktake ? (told.value?.news ?? null) : null));
export const far = computed<Progress | null>(() => (all.value ? progress(all.value.lists, news.value) : null));
export const waiting = computed<Waiting>(() => ({ walks: walks.value, photos: photos.value, dones: dones.value }));
export const owed = computed(() => unsent(waiting.value));

/** What this device knows of the rooms of the stock-take before the service does. */
export const ownStates = computed<OwnStates>(() => {
  const mine = walks.value.filter((walk) => walk.stocktake === kept.value?.stocktake && walk.fate === "waiting");
  const done = dones.value.filter((each) => each.stocktake === kept.value?.stocktake && each.fate === "waiting");
  return new Map([...mine.map((walk) => [walk.room, "counting"] as const), ...done.map((each) => [each.room, "complete"] as const)]);
});

export let notebook: Notebook;

/** Opens the notebook, and puts on the desk what belongs to whoever is signed in. Lists of others are torn out. */
export async function lay(): Promise<void> {
  notebook = await openNotebook();
  const [everyWalk, everyPhoto, everyDone, everyList, everyNews] = await Promise.all([
    notebook.all("walks"),
    notebook.all("photos"),
    notebook.all("dones"),
    notebook.all("lists"),
    notebook.all("news"),
  ]);
  await tidy(everyWalk);
  forgetOthers(me.account);
  for (const done of everyDone) if (done.fate === "sent" && isOld(done.at)) notebook.tear("dones", done);
  for (const list of everyList) if (list.account !== me.account) notebook.tear("lists", list);
  for (const each of everyNews) if (each.account !== me.account) notebook.tear("news", each);
  const own = everyWalk.filter((walk) => walk.account === me.account);
  const ids = new Set(own.map((walk) => walk.id));
  walks.value = own;
  photos.value = everyPhoto.filter((photo) => ids.has(photo.walk));
  dones.value = everyDone.filter((done) => done.account === me.account);
  others.value = waitingByName(everyWalk);
  const lists = everyList.filter((list) => list.account === me.account);
  kept.value = lists.sort((one, other) => other.taken - one.taken)[0] ?? null;
  told.value = everyNews.find((each) => each.account === me.account && each.stocktake === kept.value?.stocktake) ?? null;
}

/** Notes a walk, new or changed. */
export function noteWalk(walk: Walk): void {
  walks.value = [...walks.value.filter((each) => each.id !== walk.id), walk];
  notebook.note("walks", walk);
}

/** Notes a photo; one that was sent is kept no longer. */
export function notePhoto(photo: Photo): void {
  const rest = photos.value.filter((each) => each.id !== photo.id);
  photos.value = photo.fate === "sent" ? rest : [...rest, photo];
  if (photo.fate === "sent") notebook.tear("photos", photo);
  else notebook.note("photos", photo);
}

/** Notes that a room is counted. */
export function noteDone(done: Done): void {
  dones.value = [...dones.value.filter((each) => each.stocktake !== done.stocktake || each.room !== done.room), done];
  notebook.note("dones", done);
}

/** The service knows now that the room is counted; its news will say so too. */
export function knownDone({ stocktake, room }: Done): void {
  if (!news.value || kept.value?.stocktake !== stocktake) return;
  const rooms = news.value.rooms.map((each) => (each.code === room ? { ...each, state: "complete" as const } : each));
  noteNews(stocktake, { ...news.value, rooms, revision: -1 });
}

/** Puts lists on the desk. */
export function noteLists(lists: Kept): void {
  if (kept.value && kept.value.stocktake !== lists.stocktake) notebook.tear("lists", kept.value);
  kept.value = lists;
  notebook.note("lists", lists);
}

/** Puts news of the stock-take on the desk. */
export function noteNews(stocktake: string, heard: News): void {
  told.value = { account: me.account, stocktake, news: heard, at: Date.now() };
  notebook.note("news", told.value);
}

// What the service has is kept for two weeks, so that a room can be looked at again; then its place is freed.
async function tidy(everyWalk: readonly Walk[]): Promise<void> {
  const old = everyWalk.filter((walk) => (walk.fate === "sent" || walk.fate === "dropped") && isOld(walk.started));
  for (const walk of old) {
    for (const trace of await notebook.ofWalk("traces", walk.id)) notebook.tear("traces", trace);
    for (const tick of await notebook.ofWalk("ticks", walk.id)) notebook.tear("ticks", tick);
    notebook.tear("walks", walk);
  }
}

function isOld(at: number): boolean {
  return at < Date.now() - KEPT_DAYS * DAY_MS;
}

function waitingByName(everyWalk: readonly Walk[]): Map<string, number> {
  const theirs = everyWalk.filter((walk) => walk.account !== me.account && (walk.fate === "waiting" || walk.fate === "refused"));
  const byName = new Map<string, number>();
  for (const walk of theirs) byName.set(walk.by, (byName.get(walk.by) ?? 0) + 1);
  return byName;
}
