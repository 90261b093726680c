// The room that is counted now: hears, ticks, takes back; everything goes into the notebook as it happens.
import { effect, signal } from "@preact/signals";
import type { Heard } from "../sources/source";
import { all, far, kept, me, news, noteDone, notebook, noteWalk, ownStates, walks } from "./desk";
import { goneBy } from "./estimate";
import { deviceName } from "./habits";
import { newId } from "./ids";
import { type Known, meaning, numberOf, type Progress, unseenInDone } from "./known";
import type { Item, Room } from "./lists";
import { place } from "./places";
import { type Outcome, Tally } from "./tally";
import { firstOf, fold, type Tick, type Trace, type Walk } from "./walk";

/** The room that is counted; null between rooms, and while its former walks are read from the disk. */
export const counting = signal<Counting | null>(null);

export class Counting {
  /** Somebody said that the room is counted: what the trigger still hears is no other walk. */
  finished = false;
  private readonly picture = signal(0);
  readonly undoable = signal<readonly Tick[]>([]);
  private readonly traces = new Map<string, Trace>();
  private waitsForPicture = false;

  constructor(
    readonly known: Known,
    private readonly tally: Tally,
    readonly gone: number,
    public walk: Walk | null,
  ) {}

  /** The count as it is now. Whoever looks at it looks again when it has changed, at most once a picture. */
  look(): Tally {
    this.picture.value;
    return this.tally;
  }

  /** The same without looking again. */
  glance(): Tally {
    return this.tally;
  }

  /** Takes what a source heard; says what it means here. */
  hear(heard: Heard): Outcome {
    const found = heard.kind === "code" ? this.readCode(heard) : this.hearTag(heard);
    this.show();
    return found;
  }

  /** Somebody saw the thing with their own eyes. */
  tick(item: Item, note = ""): Outcome {
    return this.noteTick(item.id, numberOf(this.known, item, location.origin), note, Date.now());
  }

  /** The tick was a mistake. */
  untick(key: string): void {
    const tick = this.tally.ticked.get(key);
    if (!tick) return;
    notebook.tear("ticks", tick);
    this.tally.untick(key);
    this.undoable.value = this.undoable.value.filter((each) => each.key !== key);
    this.show();
  }

  /** Whether this walk may take the tick back: what a former walk ticked is taken back with that walk. */
  mayUntick(key: string): boolean {
    return this.walk !== null && this.tally.ticked.get(key)?.walk === this.walk.id;
  }

  /** Takes what others found meanwhile. */
  learn(ahead: Progress): void {
    this.tally.learn(ahead);
    this.show();
  }

  /** Takes up again what was noted before the page was opened anew. */
  async recall(former: readonly Walk[]): Promise<void> {
    for (const walk of former) {
      const current = walk.id === this.walk?.id;
      for (const trace of await notebook.ofWalk("traces", walk.id)) {
        this.tally.recall(trace, current);
        if (current) this.traces.set(trace.tag, trace);
      }
      for (const tick of await notebook.ofWalk("ticks", walk.id)) this.tally.tick(tick);
    }
    this.tally.latest.length = 0;
  }

  /** This walk is over; the next answer begins another one. */
  walkAgain(): void {
    if (!this.walk) return;
    this.end();
    this.tally.walkAgain();
    this.show();
  }

  /** This walk is over; one that heard and saw nothing never was. */
  end(): void {
    if (this.walk) noteWalk({ ...this.walk, ended: Date.now() });
    this.walk = null;
    this.traces.clear();
    this.undoable.value = [];
  }

  /** The room is counted. */
  done(): void {
    this.end();
    this.finished = true;
    const { stocktake } = this.known.lists;
    noteDone({ account: me.account, stocktake: stocktake.id, room: this.tally.room.code, at: Date.now(), fate: "waiting", said: "" });
  }

  /** It is not, after all: the next answer begins another walk. */
  goOn(): void {
    this.finished = false;
    this.tally.walkAgain();
    this.show();
  }

  private hearTag(heard: Heard): Outcome {
    const found = this.tally.hear(heard);
    if (found.kind === "room") return found;
    const walk = this.walking();
    const trace = this.traces.get(heard.text);
    if (trace) fold(trace, heard);
    const noted = trace ?? firstOf(walk.id, heard);
    this.traces.set(heard.text, noted);
    notebook.note("traces", noted);
    return found;
  }

  // The code of a label was in front of somebody's eyes: a tick. Of pieces that share a number the next one is meant.
  private readCode(heard: Heard): Outcome {
    const { items, room, certain } = meaning(this.known, heard);
    if (room) return { kind: "room", text: heard.text, item: null, room, again: false, at: heard.at };
    const open = items.filter((item) => !this.tally.has(item));
    const item = open.find((each) => each.room === this.tally.room.code) ?? open[0] ?? items[0];
    if (!item) return this.noteTick(heard.text, heard.text, "", heard.at);
    return this.noteTick(item.id, certain ? numberOf(this.known, item, location.origin) : heard.text.trim(), "", heard.at);
  }

  private noteTick(key: string, number: string, note: string, at: number): Outcome {
    const before = this.tally.ticked.get(key);
    const tick = before ?? { walk: this.walking().id, key, number, note, at };
    const found = this.tally.tick(tick);
    if (!before) {
      notebook.note("ticks", tick);
      this.undoable.value = [...this.undoable.value, tick];
    }
    this.show();
    return found;
  }

  private walking(): Walk {
    if (this.walk) return this.walk;
    const { room, known } = this.tally;
    const place = { stocktake: known.lists.stocktake.id, room: room.code, roomName: room.name };
    const who = { account: me.account, by: me.name, school: me.school, device: deviceName() };
    this.walk = { id: newId(Date.now()), ...who, ...place, started: Date.now(), ended: null, fate: "waiting", said: "", tried: false, withdrawing: null, round: roundNow() };
    noteWalk(this.walk);
    return this.walk;
  }

  private show(): void {
    if (this.waitsForPicture) return;
    this.waitsForPicture = true;
    requestAnimationFrame(() => {
      this.waitsForPicture = false;
      this.picture.value += 1;
    });
  }
}

/** Goes into a room: the walk through another one is over, and one through this one that was broken off goes on. */
export async function openRoom(room: Room): Promise<void> {
  const [lists, ahead] = [all.value, far.value];
  if (!lists || !ahead) return;
  leaveOthers(room.code);
  const former = walksThrough(room.code);
  const current = former.find((walk) => walk.ended === null) ?? null;
  const opened = new Counting(lists, new Tally(lists, ahead, room), goneShare(lists, ahead), current);
  opened.glance().walks = former.filter((walk) => walk.ended !== null).length + 1;
  await opened.recall(former);
  const { value: now } = place;
  if (now.at === "room" && now.code === room.code) counting.value = opened;
}

/** From now on the room that is counted hears what others find in it. */
export function followOthers(): void {
  effect(() => {
    const ahead = far.value;
    if (ahead) counting.peek()?.learn(ahead);
  });
}

/** The walks through the room on this device that count in this round. */
export function walksThrough(code: string): Walk[] {
  const here = walks.value.filter((walk) => walk.stocktake === kept.value?.stocktake && walk.room === code);
  return here.filter((walk) => walk.fate !== "dropped" && walk.withdrawing === null && walk.round === roundNow());
}

/** Whether the room is counted, by all that is known here. */
export function isDone(code: string): boolean {
  return ownStates.value.get(code) === "complete" || far.value?.rooms.get(code)?.state === "complete";
}

function leaveOthers(code: string): void {
  const open = walks.value.filter((walk) => walk.ended === null && walk.fate === "waiting" && walk.room !== code);
  for (const walk of open) noteWalk({ ...walk, ended: Date.now() });
}

function goneShare(lists: Known, ahead: Progress): number {
  const { expected, unseen } = unseenInDone(lists, ahead);
  return goneBy(expected, unseen);
}

function roundNow(): Walk["round"] {
  return news.value?.status === "recount" ? "recount" : "counting";
}
