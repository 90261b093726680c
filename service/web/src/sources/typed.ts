// What a scanner types, told apart from what a person types, and taken apart into tags and codes: pure.
//
// A scanner that is a keyboard sends its characters within milliseconds of one another. Most end a tag with Enter or
// Tab, some with nothing, and some run the tags of a whole sweep together without a pause. What a line of characters
// says follows the rules for scanners on a serial line (`families/lines`); these here are about where a line ends:
//
// - at Enter or Tab;
// - when nothing came for `SILENCE` ms;
// - in a run of digits as long as several tags, at the last pause that leaves whole tags before it, or where the
//   numbers themselves say that one ends (`families/runs`).
//
// The fastest typists need 60 ms a key on average, scanners over USB or Bluetooth 1 to 40.
import { unhex } from "./families/bytes";
import { type Habit, NO_HABIT, USUAL_DIGITS, eventsOf, learnt } from "./families/lines";
import { begun } from "./families/runs";
import type { Heard } from "./source";

/** What was typed by a scanner: tags and codes, and how many characters made no sense. */
export type Scanned = { heard: Omit<Heard, "at">[]; strange: number };

/** Milliseconds after which nothing more of a line is expected. */
export const SILENCE = 120;
const FASTEST_TYPIST = 55; // ms a key
const FEWEST = 4; // characters: fewer say nothing of how fast they come
const BREATH = 15; // ms between two tags that are run together, if there is a pause at all
const RUN = 128; // digits: four tags at the least
const LONGEST_LINE = 1000;
const LONG_DIGITS = 32; // the next most common tag
// A shorter number is a tag only if the register says so: asset numbers look like it.
const LONG_ENOUGH = 16;

const DIGITS_ONLY = /^[0-9A-F]+$/i;
const AROUND = /^(?:\s|\p{Cc})+|(?:\s|\p{Cc})+$/gu;
const SYMBOLOGY = /^\][A-Za-z][0-9]/; // AIM: which kind of code it was

/** The keys of one keyboard, one after the other. */
export class Typed {
  #line = "";
  #breaths: number[] = []; // where in the line a pause was
  #began = 0;
  #last = 0;
  #scannedAt = Number.NEGATIVE_INFINITY; // when a scanner's line ended
  #running = false; // what waits goes on a run of which tags were taken already
  #habit = NO_HABIT;

  /** Whether a scanner is typing just now, so that the next key is likely its own as well. */
  isScanner(at: number): boolean {
    return at - this.#scannedAt <= SILENCE || (at - this.#last <= SILENCE && this.#isFast());
  }

  /** One character at that moment, in milliseconds of any clock; "\n" and "\t" end a line. */
  key(char: string, at: number): Scanned {
    if (char === "\n" || char === "\t") return this.#end(at);
    const before = at - this.#last > SILENCE ? this.#end(this.#last) : NOTHING;
    if (!this.#line) this.#began = at;
    else if (at - this.#last > BREATH) this.#breaths.push(this.#line.length);
    this.#line += char.normalize("NFKC");
    this.#last = at;
    return both(before, this.#overflow(at));
  }

  /** Nothing came for `SILENCE`: what waits is all there is of its line. */
  silence(): Scanned {
    return this.#end(this.#last);
  }

  #isFast(): boolean {
    const keys = this.#line.length;
    return this.#running || (keys >= FEWEST && this.#last - this.#began <= FASTEST_TYPIST * (keys - 1));
  }

  #end(at: number): Scanned {
    const taken = this.#line && this.#isFast() ? this.#take(this.#line, this.#breaths) : NOTHING;
    if (taken !== NOTHING) this.#scannedAt = at;
    this.#line = "";
    this.#breaths = [];
    this.#running = false;
    return taken;
  }

  /** Takes whole tags off a run that goes on. */
  #overflow(at: number): Scanned {
    if (this.#line.length < RUN) return NOTHING;
    if (this.#line.length >= LONGEST_LINE) return this.#end(at);
    if (!DIGITS_ONLY.test(this.#line) || !this.#isFast()) return NOTHING;
    const breath = this.#breaths[this.#breaths.length - 1] ?? 0;
    const pieces = split(this.#line.slice(0, breath), this.#breaths);
    const whole = pieces.filter((piece) => this.#isWhole(piece));
    return this.#cut(whole.length * 2 > pieces.length ? breath : this.#line.length - rest(this.#line, this.#habit));
  }

  #cut(at: number): Scanned {
    const taken = this.#take(this.#line.slice(0, at), this.#breaths);
    this.#line = this.#line.slice(at);
    this.#breaths = this.#breaths.filter((each) => each > at).map((each) => each - at);
    this.#running = true;
    return taken;
  }

  /** The pauses are believed if there are whole tags between them, or if the line comes out uneven without them. */
  #take(line: string, breaths: readonly number[]): Scanned {
    const pieces = split(line, breaths);
    const isTold = pieces.every((piece) => this.#isWhole(piece));
    if (isTold || !DIGITS_ONLY.test(line) || this.#isWhole(line)) {
      return all((isTold ? pieces : [line]).map((piece) => this.#read(piece, this.#running)));
    }
    return all(pieces.map((piece) => this.#read(piece, this.#running || pieces.length > 1)));
  }

  /** Of a torn line only tags of the usual length count. */
  #read(piece: string, torn: boolean): Scanned {
    const scanned = reading(piece, this.#habit);
    const isUsual = ({ text }: { text: string }) => text.length === this.#habit.usual || text.length === USUAL_DIGITS;
    if (torn) return scanned.heard.every(isUsual) ? scanned : { heard: [], strange: piece.length };
    this.#habit = habitAfter(this.#habit, piece);
    return scanned;
  }

  #isWhole(piece: string): boolean {
    const { heard } = reading(piece, this.#habit);
    const usual = [this.#habit.usual, USUAL_DIGITS, LONG_DIGITS];
    return heard.length > 0 && heard.every((each) => each.kind === "tag" && usual.includes(each.text.length));
  }
}

const NOTHING: Scanned = { heard: [], strange: 0 };

/** What one line says: its tags; else a code, which may be a short tag number; else nothing that makes sense. */
export function reading(line: string, habit: Habit = NO_HABIT): Scanned {
  const text = line.replace(AROUND, "").replace(SYMBOLOGY, "");
  if (!text) return NOTHING;
  const tags = eventsOf(text, habit).filter((event) => event.event === "tag");
  const isBare = /^[0-9A-F]+$/i.test(text.replace(/[ :-]/g, ""));
  // Behind a prefix stands a whole EPC: "ZC-2024ABCD" is a number somebody gave.
  const least = isBare ? LONG_ENOUGH : USUAL_DIGITS;
  if (tags.length && tags.every(({ tag }) => tag.length >= least)) {
    return { heard: tags.map(({ tag, rssi }) => ({ text: tag, kind: "tag", rssi, tid: null })), strange: 0 };
  }
  if (/^[0-9A-F]{16,}$/i.test(text)) return { heard: [], strange: text.length };
  return { heard: [{ text, kind: "code", rssi: null, tid: null }], strange: 0 };
}

function habitAfter(habit: Habit, line: string): Habit {
  const reads = eventsOf(line, habit).filter((event) => event.event === "tag");
  return learnt(habit, line, reads.filter(({ tag }) => tag.length >= LONG_ENOUGH));
}

/** How many digits at the end of a run are the beginning of a tag. */
function rest(run: string, habit: Habit): number {
  return 2 * begun(unhex(run), habit.usual >> 1)[1].length + (run.length % 2);
}

/** The line in pieces that begin at these places. */
function split(line: string, places: readonly number[]): string[] {
  const inside = places.filter((at) => at < line.length);
  return [0, ...inside].map((from, place) => line.slice(from, inside[place]));
}

const all = (several: readonly Scanned[]): Scanned => several.reduce(both, NOTHING);

const both = (one: Scanned, other: Scanned): Scanned =>
  one === NOTHING ? other : { heard: [...one.heard, ...other.heard], strange: one.strange + other.strange };
