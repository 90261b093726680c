// Taking the lists along: chosen, fetched, kept.
import { signal } from "@preact/signals";
import { kept, me, noteLists, noteNews } from "./desk";
import type { Lists } from "./lists";
import { type Answer, askForLists, askForNews, type Offered, offered } from "./service";

/** What may be taken along; null until the service has answered. */
export const choice = signal<readonly Offered[] | null>(null);
/** How far the taking is; null while nothing is taken. */
export const taking = signal<{ stocktake: string; bytes: number } | null>(null);
/** Why nothing could be taken. */
export const hitch = signal<"no network" | "signed out" | "refused" | null>(null);

/** Asks what may be counted. Where nothing is taken along yet and there is only one, it is taken at once. */
export async function lookAround(): Promise<void> {
  const { status, body } = await offered();
  hitch.value = trouble(status);
  if (!body) return;
  choice.value = body;
  const [first, ...more] = body;
  if (!kept.value && first && more.length === 0) await takeAlong(first.id);
  else if (kept.value && body.some((each) => each.id === kept.value?.stocktake)) await takeAlong(kept.value.stocktake);
}

/** Takes the lists of the stock-take along, or what is newer in them. */
export async function takeAlong(stocktake: string): Promise<void> {
  if (taking.value) return;
  taking.value = { stocktake, bytes: 0 };
  const before = kept.value?.stocktake === stocktake ? kept.value : null;
  const lists = await askForLists(stocktake, before?.etag ?? "", (bytes) => (taking.value = { stocktake, bytes }));
  const found = lists.status === 304 ? before?.lists : lists.body;
  if ((lists.status === 200 || lists.status === 304) && found) await keepLists(stocktake, lists, found);
  hitch.value = trouble(lists.status);
  taking.value = null;
}

async function keepLists(stocktake: string, answer: Answer<Lists>, lists: Lists): Promise<void> {
  const heard = await askForNews(stocktake);
  const before = kept.value?.stocktake === stocktake ? kept.value : null;
  noteLists({ account: me.account, stocktake, lists, etag: answer.etag || (before?.etag ?? ""), taken: Date.now() });
  if (heard.status === 200 && heard.body) noteNews(stocktake, heard.body);
}

function trouble(status: number): typeof hitch.value {
  if (status === 0 || status >= 500) return "no network";
  if (status === 401) return "signed out";
  return status >= 400 ? "refused" : null;
}
