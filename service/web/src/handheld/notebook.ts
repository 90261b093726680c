// Everything that was counted, kept on the device. What is noted is on the disk within a tenth of a second and the time
// of one write; a tab that is killed loses no more than that. While the disk is full, or cannot be had at all, it is
// kept in memory, and tried again.
import { signal } from "@preact/signals";
import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Done, Photo } from "./errands";
import type { Lists, News } from "./lists";
import type { Tick, Trace, Walk } from "./walk";

/** The lists of one stock-take as they were taken along by one person at the moment `taken`. */
export type Kept = { account: string; stocktake: string; lists: Lists; etag: string; taken: number };

/** How far everybody had come, as it was told to one person at the moment `at`. */
export type Told = { account: string; stocktake: string; news: News; at: number };

interface Pages extends DBSchema {
  lists: { key: [string, string]; value: Kept };
  news: { key: [string, string]; value: Told };
  walks: { key: string; value: Walk };
  traces: { key: [string, string]; value: Trace };
  ticks: { key: [string, string]; value: Tick };
  photos: { key: string; value: Photo };
  dones: { key: [string, string, string]; value: Done };
}

type Page = "lists" | "news" | "walks" | "traces" | "ticks" | "photos" | "dones";
type Line<P extends Page = Page> = Pages[P]["value"];
type Note = { page: Page; key: IDBValidKey; line: Line | null };

const KEYS: { [P in Page]: (line: Line<P>) => Pages[P]["key"] } = {
  lists: (line) => [line.account, line.stocktake],
  news: (line) => [line.account, line.stocktake],
  walks: (line) => line.id,
  traces: (line) => [line.walk, line.tag],
  ticks: (line) => [line.walk, line.key],
  photos: (line) => line.id,
  dones: (line) => [line.account, line.stocktake, line.room],
};
const DELAY_MS = 100;
const RETRY_MS = 2_000;

/** Why nothing is on the disk at present: it is full, or this browser has none for us. */
export const trouble = signal<"full" | "no disk" | null>(null);

export class Notebook {
  private pending = new Map<string, Note>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private writing: Promise<void> = Promise.resolve();

  constructor(private readonly disk: IDBPDatabase<Pages> | null) {}

  /** Notes the line, or what it has become. The line itself is written, as it is when it is. */
  note<P extends Page>(page: P, line: Line<P>): void {
    this.add({ page, key: KEYS[page](line), line });
  }

  /** Tears the line out. */
  tear<P extends Page>(page: P, line: Line<P>): void {
    this.add({ page, key: KEYS[page](line), line: null });
  }

  /** Every line of a page. It is written first: a line on its way to the disk would be found in neither place. */
  async all<P extends Page>(page: P): Promise<Line<P>[]> {
    await this.settle();
    return this.merged(page, this.disk ? await this.disk.getAll(page) : [], () => true);
  }

  /** What one walk heard or ticked. */
  async ofWalk<P extends "traces" | "ticks">(page: P, walk: string): Promise<Line<P>[]> {
    await this.settle();
    const range = IDBKeyRange.bound([walk], [walk, []]);
    return this.merged(page, this.disk ? await this.disk.getAll(page, range) : [], (line) => line.walk === walk);
  }

  /** Comes back when everything noted so far is on the disk, or could not be written. */
  async settle(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.writing = this.writing.then(() => this.write());
    await this.writing;
  }

  // What comes a hundred times a second is written together; the rest at once, for somebody may go on from here.
  private add(note: Note): void {
    this.pending.set(JSON.stringify([note.page, note.key]), note);
    if (note.page !== "traces" && trouble.value === null) void Promise.resolve().then(() => this.settle());
    else this.timer ??= setTimeout(() => void this.settle(), DELAY_MS);
  }

  private merged<P extends Page>(page: P, written: Line<P>[], fits: (line: Line<P>) => boolean): Line<P>[] {
    const lines = new Map(written.map((line) => [JSON.stringify([page, KEYS[page](line)]), line]));
    for (const [key, note] of this.pending) {
      if (note.page !== page) continue;
      if (note.line === null) lines.delete(key);
      else if (fits(note.line as Line<P>)) lines.set(key, note.line as Line<P>);
    }
    return [...lines.values()];
  }

  // What could not be written is pending again, unless something newer has taken its place.
  private async write(): Promise<void> {
    const notes = this.pending;
    if (notes.size === 0 || !this.disk) return;
    this.pending = new Map();
    try {
      await put(this.disk, [...notes.values()]);
      trouble.value = null;
    } catch {
      trouble.value = "full";
      this.pending = new Map([...notes, ...this.pending]);
      this.timer ??= setTimeout(() => void this.settle(), RETRY_MS);
    }
  }
}

/** Opens the notebook of this device. */
export async function openNotebook(): Promise<Notebook> {
  try {
    const disk = await openDB<Pages>("rollcall", 1, { upgrade: prepare });
    void navigator.storage?.persist?.();
    return new Notebook(disk);
  } catch {
    trouble.value = "no disk";
    return new Notebook(null);
  }
}

/** How much room is left on this device, in bytes; null where the browser does not say. */
export async function roomLeft(): Promise<number | null> {
  const told = await navigator.storage?.estimate?.().catch(() => null);
  return told?.quota === undefined ? null : told.quota - (told.usage ?? 0);
}

function prepare(disk: IDBPDatabase<Pages>): void {
  disk.createObjectStore("lists", { keyPath: ["account", "stocktake"] });
  disk.createObjectStore("news", { keyPath: ["account", "stocktake"] });
  disk.createObjectStore("walks", { keyPath: "id" });
  disk.createObjectStore("traces", { keyPath: ["walk", "tag"] });
  disk.createObjectStore("ticks", { keyPath: ["walk", "key"] });
  disk.createObjectStore("photos", { keyPath: "id" });
  disk.createObjectStore("dones", { keyPath: ["account", "stocktake", "room"] });
}

// One transaction, on the disk when it is over: an empty battery must not take back what was told to be kept.
async function put(disk: IDBPDatabase<Pages>, notes: readonly Note[]): Promise<void> {
  const pages = [...new Set(notes.map((note) => note.page))];
  const writing = disk.transaction(pages, "readwrite", { durability: "strict" });
  const changes = notes.map(({ page, key, line }) => {
    const store = writing.objectStore(page);
    return line === null ? store.delete(key as never) : store.put(line as never);
  });
  writing.commit(); // now, not when the page has its next turn: it may be closed before
  await Promise.all([...changes, writing.done]);
}
