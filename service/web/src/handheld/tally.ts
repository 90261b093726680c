// The count of one room while it is made: what each answer means, and what is still to be seen.
import type { Heard } from "../sources/source";
import type { Estimate } from "./estimate";
import { ofBlindRoom, ofRoom } from "./estimate";
import type { Item, Room } from "./lists";
import { type Known, meaning, mustBeThere, type Progress } from "./known";
import type { Tick, Trace } from "./walk";

/**
 * What an answer means in the room that is counted. "verified": booked here. "foreign": belongs in another room, or is
 * written off. "unknown": on no list. "room": the tag of a door. "heard": a blind count tells nothing more.
 */
export type Outcome = {
  readonly kind: "verified" | "foreign" | "unknown" | "room" | "heard";
  readonly text: string;
  readonly item: Item | null;
  readonly room: Room | null;
  readonly again: boolean; // nothing new: heard or ticked here before
  readonly at: number;
};

const LATEST = 8;

/**
 * One room. Every change is O(1), however many things are booked here and however fast the tags come. `version` grows
 * with every change, so that whoever shows this knows when to look again.
 */
export class Tally {
  version = 0;
  walks = 1;
  readonly latest: Outcome[] = [];
  readonly booked: readonly Item[];
  readonly expected: number;
  readonly foreign = new Map<string, Outcome>();
  readonly unknown = new Map<string, Outcome>();
  readonly ticked = new Map<string, Tick>();
  found = 0;
  private readonly walksOf = new Map<string, number>();
  private readonly answersOf = new Map<string, number>();
  private readonly thisWalk = new Set<string>();
  private readonly here = new Set<string>();
  private readonly wanted: ReadonlySet<string>;

  constructor(
    readonly known: Known,
    private progress: Progress,
    readonly room: Room,
  ) {
    const again = progress.again.get(room.code);
    const all = known.bookedIn.get(room.code) ?? [];
    this.booked = again ? all.filter((item) => again.has(item.id)) : all;
    this.wanted = new Set(this.booked.filter(mustBeThere).map((item) => item.id));
    this.expected = this.wanted.size;
    this.learn(progress);
  }

  /**
   * Takes what the service has of this room: what others found, less what was taken back. In a recount it is what was
   * found before, and counts for nothing.
   */
  learn(progress: Progress): void {
    const before = this.progress;
    this.progress = progress;
    this.version += 1;
    if (progress.again.has(this.room.code)) return;
    for (const [item, code] of before.seenIn) if (code === this.room.code) this.forget(this.known.items.get(item));
    for (const [item, code] of progress.seenIn) if (code === this.room.code) this.see(this.known.items.get(item));
  }

  /** How many tags the walks on this device heard here. */
  get tags(): number {
    return this.walksOf.size;
  }

  /** How many of them this walk heard. */
  get tagsNow(): number {
    return this.thisWalk.size;
  }

  /** Takes one answer of a tag. */
  hear(heard: Heard): Outcome {
    const found = this.judge(heard);
    if (found.kind !== "room") this.mark(heard.text, 1, true);
    this.remember(found);
    return found;
  }

  /** Takes what a walk heard before the page was opened again; `current`: the walk that goes on now. */
  recall(trace: Trace, current: boolean): void {
    const found = this.judge({ text: trace.tag, kind: "tag", rssi: null, tid: null, at: trace.last });
    if (found.kind !== "room") this.mark(trace.tag, trace.reads, current, true);
    this.version += 1;
  }

  /** Another walk begins: every tag may be heard once more. */
  walkAgain(): void {
    this.walks += 1;
    this.thisWalk.clear();
    this.version += 1;
  }

  /** Somebody saw it. What no item is known by counts as unknown. */
  tick(tick: Tick): Outcome {
    const item = this.known.items.get(tick.key) ?? null;
    const again = this.ticked.has(tick.key) || (item !== null && this.here.has(item.id));
    this.ticked.set(tick.key, tick);
    const found = this.outcome(item, tick.number, tick.at, again);
    this.remember(found);
    return found;
  }

  /** The tick was a mistake. */
  untick(key: string): void {
    const item = this.known.items.get(key);
    const tick = this.ticked.get(key);
    this.ticked.delete(key);
    this.version += 1;
    if (!item) this.unknown.delete(tick?.number ?? key);
    this.forget(item);
  }

  /** Whether the thing was heard or seen in this room. */
  has(item: Item): boolean {
    return this.here.has(item.id);
  }

  /** Whether a walk on this device heard this tag here. */
  heard(tag: string): boolean {
    return this.walksOf.has(tag);
  }

  /** The other room where somebody found it, if any. */
  elsewhere(item: Item): Room | null {
    const code = this.progress.seenIn.get(item.id);
    return code && code !== this.room.code ? (this.known.rooms.get(code) ?? null) : null;
  }

  /** About how many things are here that nobody heard; null where nothing can be told yet. */
  estimate(gone: number): Estimate | null {
    const walks = this.walks - (this.walks > 1 && this.thisWalk.size === 0 ? 1 : 0); // the next one has not begun
    if (!this.known.lists.stocktake.sees) return ofBlindRoom([...this.walksOf.values()], [...this.answersOf.values()], walks);
    const tagged = this.booked.filter((item) => item.tags.length > 0 && mustBeThere(item) && !this.elsewhere(item));
    const heard = tagged.filter((item) => this.here.has(item.id)).length;
    return heard ? ofRoom({ expected: tagged.length, heard, walks, gone }) : null;
  }

  /** How many things without a tag nobody has seen yet: no walk will hear them. */
  taglessOpen(): number {
    return this.booked.filter((item) => item.tags.length === 0 && this.wanted.has(item.id) && !this.here.has(item.id)).length;
  }

  private judge(heard: Heard): Outcome {
    const { items, room } = meaning(this.known, heard);
    if (room) return { kind: "room", text: heard.text, item: null, room, again: false, at: heard.at };
    const item = items[0] ?? null;
    const again = item ? this.here.has(item.id) : this.unknown.has(heard.text);
    return this.outcome(item, heard.text, heard.at, again);
  }

  private outcome(item: Item | null, text: string, at: number, again: boolean): Outcome {
    if (!item) return this.stranger(text, at, again);
    const home = item.room === null ? null : (this.known.rooms.get(item.room) ?? null);
    const kind = item.room === this.room.code && item.out !== "retired" ? "verified" : "foreign";
    const found: Outcome = { kind, text, item, room: home, again, at };
    if (!again) this.see(item, found);
    return found;
  }

  private stranger(text: string, at: number, again: boolean): Outcome {
    const kind = this.known.lists.stocktake.sees ? "unknown" : "heard";
    const found: Outcome = { kind, text, item: null, room: null, again, at };
    if (!again) this.unknown.set(text, found);
    return found;
  }

  private mark(tag: string, answers: number, current: boolean, recalled = false): void {
    this.answersOf.set(tag, (this.answersOf.get(tag) ?? 0) + answers);
    if (recalled || !this.thisWalk.has(tag)) this.walksOf.set(tag, (this.walksOf.get(tag) ?? 0) + 1);
    if (current) this.thisWalk.add(tag);
  }

  private see(item: Item | undefined, found?: Outcome): void {
    if (!item || this.here.has(item.id)) return;
    this.here.add(item.id);
    if (found?.kind === "foreign") this.foreign.set(item.id, found);
    if (this.wanted.has(item.id)) this.found += 1;
  }

  /** It was not seen, unless somebody here or elsewhere still says so. */
  private forget(item: Item | undefined): void {
    if (!item || !this.here.has(item.id) || this.ticked.has(item.id)) return;
    if (this.progress.seenIn.get(item.id) === this.room.code || item.tags.some((tag) => this.heard(tag))) return;
    this.here.delete(item.id);
    this.foreign.delete(item.id);
    if (this.wanted.has(item.id)) this.found -= 1;
  }

  private remember(found: Outcome): void {
    this.version += 1;
    if (found.again) return;
    this.latest.unshift(found);
    this.latest.length = Math.min(this.latest.length, LATEST);
  }
}
