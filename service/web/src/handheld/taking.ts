// Taking the lists along: chosen, fetched, kept.
import { signal } from "@preact/signals";
import { kept, me, noteLists, noteNews } from "./desk";
import { askForLists, askForNews, type Offered, offered } from "./service";

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
  if (lists.status === 200 && lists.body) noteLists({ account: me.account, stocktake, lists: lists.body, etag: lists.etag, taken: Date.now() });
  if (lists.status === 200 || lists.status === 304) await takeNews(stocktake);
  hitch.value = trouble(lists.status);
  taking.value = null;
}

async function takeNews(stocktake: string): Promise<void> {
  const { status, body } = await askForNews(stocktake);
  if (status === 200 && body) noteNews(stocktake, body);
}

function trouble(status: number): typeof hitch.value {
  if (status === 0 || status >= 500) return "no network";
  if (status === 401) return "signed out";
  return status >= 400 ? "refused" : null;
}
