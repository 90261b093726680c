// Scanners that write one tag a line: desktop readers on a virtual serial port, sleds, and those that type.
//
// Sources: Advanced ID ST110 manual (EPC and CR), CipherLab 1861 manual p. 124 (suffix, separators, counter),
// Brady WavePoint (prefix xT, CR LF). There is no checksum, so the rules on what counts as a tag are strict: whole
// 16-bit words of hexadecimal, alone in their column, apart from a short prefix or suffix of other characters. PC and
// CRC around an EPC are recognised and taken off, and tags run together are taken apart (`runs`).
// A scanner that has once sent a CRC that holds is held to it: a number whose CRC is wrong is then no tag.
import { byte, digits, latin1, unhex } from "./bytes";
import { type Decoder, type Event, type Fault, type TagRead, fault, other, tagRead } from "./events";
import { type Family, NOTHING } from "./family";
import { crc16, epcWords, unglue } from "./gen2";
import { parts } from "./runs";
import { Splitter } from "./splitting";

// Digits of a tag number: two words to the 31 the length bits of a PC word can say.
const SHORTEST = 8;
const LONGEST = 124;
// dBm a scanner can mean.
const WEAKEST = -110;
const STRONGEST = -10;
/** The commonest tag has 96 bits. */
export const USUAL_DIGITS = 24;

// Controls (NUL, STX, ETX around a line, a damaged line end) and what is not ASCII end a line as well.
const BREAK = /[\x00-\x08\x0b-\x1f\x7f-\xff]+/;
const COLUMN_END = /[\t ,;|"']+/;
// "E2 00 30 16 …", "E200-3016-…", "E2:00:30:16:…": bytes or words held apart by one character, at least 64 bits and
// all of one width, so that a date is none.
const GROUPS = /(^|[^0-9A-F])([0-9A-F]{2}(?:[ :-][0-9A-F]{2}){7,}|[0-9A-F]{4}(?:[ :-][0-9A-F]{4}){3,})(?![0-9A-F])/g;
// Before the digits: what they are (EPC:, TAG=), an AIM code (]C1), a counter (12.), or up to four characters that are
// no digits (xT). The negative number is the RSSI of a line whose end was damaged.
const RUN =
  /^(?:[A-Z]{1,8}[:=]|\][A-Z][0-9]|[0-9]{1,4}\.|(?:-[0-9]{2,3}(?:\.[0-9])?)?[^0-9A-F]{1,4})?((?:[0-9A-F]{4}){2,250})[^0-9A-F]{0,4}$/;
// Two lines whose end was damaged into some letter. A damaged digit leaves no two runs of whole words.
const TWO = /^((?:[0-9A-F]{4}){4,31})[^0-9A-F]((?:[0-9A-F]{4}){4,31})$/;
const RSSI = /^(?:RSSI[:=])?(-[0-9]{2,3}(?:\.[0-9]+)?)(?:DBM?)?$/;
const DIGITS = /[0-9A-F]{8}/;
const AROUND = /^[\x00\x02\x03\xff \t]+|[\x00\x02\x03\xff \t]+$/g;
const UNPRINTABLE = /[\x00-\x1f\x7f-\xa0\xad]/;

/** What the lines of this scanner were like so far: digits of a tag, and whether its CRC comes along. */
export type Habit = Readonly<{ usual: number; crc: boolean }>;
export const NO_HABIT: Habit = { usual: USUAL_DIGITS, crc: false };

const tags = (line: string, habit: Habit): TagRead[] =>
  line.toUpperCase().split(BREAK).flatMap((part) => tagsOfPart(part, habit));

/**
 * Those of the first of the longest runs: a date, a count or the TID may stand in the other columns.
 *
 * The RSSI is a negative number in a column of its own.
 */
function tagsOfPart(part: string, habit: Habit): TagRead[] {
  const together = part.replace(GROUPS, (_, before: string, groups: string) => before + groups.replace(/[ :-]/g, ""));
  const columns = together.split(COLUMN_END);
  const found = columns.map(runs);
  const sizes = found.map((each) => each.join("").length);
  const longest = found[sizes.indexOf(Math.max(...sizes))] ?? [];
  const strengths = columns.flatMap((column) => RSSI.exec(column)?.[1] ?? []).map(Number);
  const rssi = strengths.find((dbm) => WEAKEST <= dbm && dbm <= STRONGEST) ?? null;
  return longest.flatMap((run) => tagsOfRun(unhex(run), rssi, habit));
}

/** The runs of hexadecimal digits in one column: mostly one or none. */
const runs = (column: string): string[] => (RUN.exec(column) ?? TWO.exec(column) ?? []).slice(1);

/** The tags run together here, their PC and CRC taken off if they came along. */
function tagsOfRun(run: Uint8Array, rssi: number | null, habit: Habit): TagRead[] {
  const found = parts(run, habit.usual >> 1).map(unglue);
  const due = habit.crc && epcWords(byte(run, 0) << 8) * 2 + 4 <= run.length;
  return found
    .filter(({ pc, epc }) => (pc || !due) && SHORTEST <= epc.length && epc.length <= LONGEST)
    .map(({ pc, epc }) => tagRead(epc, pc, rssi));
}

/** Whether the line had the CRC of this tag behind it. */
function crcCame({ pc, tag }: TagRead, line: string): boolean {
  if (pc === null) return false;
  const sent = pc + tag;
  return line.toUpperCase().includes(sent + digits(crc16(unhex(sent)), 4));
}

/** What one line says: its tags, a text, or a fault if it has digits that make no tag. */
export function eventsOf(line: string, habit: Habit): Event[] {
  const text = line.replace(AROUND, "");
  if (!text) return [];
  const found = tags(text, habit);
  if (found.length) return found;
  return DIGITS.test(text.toUpperCase()) || UNPRINTABLE.test(text)
    ? [fault("not a tag", line.length)]
    : [other("text", text)];
}

/** The habit of a scanner after a whole line with these tags. */
export function learnt(habit: Habit, line: string, reads: readonly TagRead[]): Habit {
  if (!reads.length) return habit;
  const usual = Math.max(...reads.map((read) => read.tag.length));
  return { usual, crc: habit.crc || reads.some((read) => crcCame(read, line)) };
}

/** Decoder of the family. */
export class Lines implements Decoder {
  #lines = new Splitter();
  #habit = NO_HABIT;
  #ended = false; // a line end was seen: the scanner sends them
  #torn = false; // the line was cut by silence: the rest of it may follow

  get waiting(): number {
    return this.#lines.waiting;
  }

  feed(chunk: Uint8Array): Event[] {
    return this.#lines.feed(latin1(chunk)).flatMap((line) => {
      this.#ended = true;
      const events = this.#take(line);
      this.#torn = false;
      return events;
    });
  }

  /**
   * Takes what waits as a line: some scanners send no line end.
   *
   * If this one does send them, half a line is likelier: then only tags of the usual length count, now and in the
   * rest of the line.
   */
  idle(): Event[] {
    return this.#lines.idle().flatMap((line) => {
      this.#torn = this.#ended;
      return this.#take(line);
    });
  }

  #take(line: string | Fault): Event[] {
    if (typeof line !== "string") return [line];
    const events = eventsOf(line, this.#habit);
    const reads = events.filter((event) => event.event === "tag");
    const usual = [this.#habit.usual, USUAL_DIGITS];
    if (this.#torn && !reads.every((read) => usual.includes(read.tag.length))) return [fault("cut short", line.length)];
    if (!this.#torn) this.#habit = learnt(this.#habit, line, reads);
    return events;
  }
}

// Starting and stopping is the scanner's own business (its trigger). There is no checksum to prove a line whole.
export const LINES: Family = {
  name: "lines",
  bauds: [115200, 9600],
  decoder: () => new Lines(),
  identify: NOTHING,
  begin: () => [],
  rounds: [],
  stop: NOTHING,
  checked: false,
};
