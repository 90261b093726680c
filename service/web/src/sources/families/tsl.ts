// Handhelds and sleds of Technology Solutions UK (1119, 1128, 1153, 2128 …): the TSL ASCII protocol 2, over USB or
// Bluetooth.
//
// Source: "TSL ASCII 2.0 Protocol" (the maker's developer documentation). A command is a line: a dot, two letters,
// options. The answer is a block of lines "XX: value": CS repeats the command, EP begins a tag and RI, PC, CR say more
// of it, OK or ER with a number ends the block. Pulling the trigger brings such a block unasked.
//
// Left open by what is published, and accepted either way: the blank behind the colon, lines that end in LF alone, and
// the RSSI of the first tag of a block ahead of its EP. Nothing but the tag's own CRC proves a line whole.
import { bytesOf, digits, hex, joined, latin1, unhex } from "./bytes";
import { type Decoder, type Event, type Fault, answer, fault, identity, other, tagRead, trouble } from "./events";
import type { Family } from "./family";
import { XPC_FOLLOWS, crcHolds, epcWords, xpcBytes } from "./gen2";
import { Splitter } from "./splitting";

type Fields = Record<string, string>;

// What ER says: codes with which a round may well end, and codes that a person should hear of.
const ENDS: Fields = { "005": "no tag", "006": "no barcode", "015": "stopped" };
const ERRORS: Fields = {
  "001": "the command is not understood",
  "002": "the value of an option is not taken",
  "003": "the command is not enabled",
  "004": "this handheld cannot do that",
  "007": "wrong configuration",
  "008": "no antenna, or no region set",
  "009": "the battery is low",
  "255": "trouble inside the handheld",
};
const OF_A_TAG = ["RI", "PC", "CR"]; // what is told of one tag beside its number
const VERSION = ["MF", "US", "UF"]; // maker, serial number and firmware of the unit
const TRIGGERED = [".iv", ".bc"]; // what the trigger does; our commands come with options
const NOTICES: Fields = { BP: "battery", SW: "trigger", ME: "message", BC: "barcode", BR: "barcode" };

// The end of the line before may have been damaged into a character before the header.
const LINE = /^.?([A-Z]{2}): ?(.*)$/;
const BLANKS = /^[\t-\r\x1c- ]+|[\t-\r\x1c- ]+$/g;
const EPC = /^(?:[0-9A-F]{4}){1,31}$/;
const WORD = /^[0-9A-F]{4}$/;
const RSSI = /^-?[0-9]{1,3}(?:\.[0-9]+)?$/;
const SHORTEST = 8; // digits: with fewer, the tag was never given a number

const size = (fields: Fields): number => Object.values(fields).reduce((total, value) => total + value.length, 0);
const strip = (text: string): string => text.replace(BLANKS, "");

/** The tag these lines are about, or why there is none. */
function tag(fields: Fields): Event {
  const [epc = "", pc = "", crc = ""] = ["EP", "PC", "CR"].map((header) => fields[header]?.toUpperCase() ?? "");
  if (!EPC.test(epc)) return fault("not a tag", size(fields));
  if (epc.length < SHORTEST) return other("blank tag", epc);
  const strength = fields["RI"] ?? "";
  const rssi = RSSI.test(strength) ? Number(strength) : null;
  if (!WORD.test(pc)) return tagRead(epc, null, rssi);
  const found = described(Number.parseInt(pc, 16), unhex(epc), crc, rssi);
  return typeof found === "string" ? fault(found, size(fields)) : found;
}

/** The tag with this PC word, or what contradicts itself. XPC words may stand before its EPC or be left out. */
function described(pc: number, words: Uint8Array, crc: string, rssi: number | null): Event | string {
  const leftOut = epcWords(pc) * 2 - words.length;
  if (leftOut && !(pc & XPC_FOLLOWS && [2, 4].includes(leftOut))) return "pc length";
  if (!leftOut && WORD.test(crc) && !crcHolds(joined([pc >> 8, pc & 0xff], words, unhex(crc)))) return "tag crc";
  const epc = leftOut ? words : words.subarray(xpcBytes(pc, words));
  return tagRead(hex(epc), digits(pc, 4), rssi);
}

/** Decoder of the family. A tag is complete when the next begins, when its block ends, or when silence falls. */
export class Tsl implements Decoder {
  #lines = new Splitter();
  #tag: Fields | null = null;
  #ahead: Fields = {}; // the RSSI of the first tag of a block, come ahead of its number
  #version: Fields = {};
  #asked = true; // the block answers a command of ours

  get waiting(): number {
    return this.#lines.waiting + size(this.#tag ?? {});
  }

  /** Stray 00 and FF are known to come in between. */
  feed(chunk: Uint8Array): Event[] {
    const lines = this.#lines.feed(latin1(chunk).replace(/[\x00\xff]/g, ""));
    return lines.flatMap((line) => this.#take(line));
  }

  /** Half a line is no line; the tag before it is whole. */
  idle(): Event[] {
    const cut = this.#lines.idle().map((line) => (typeof line === "string" ? fault("cut short", line.length) : line));
    const events = [...this.#finish(), ...cut];
    this.#ahead = {};
    return events;
  }

  #take(line: string | Fault): Event[] {
    if (typeof line !== "string") return [line];
    const [, header, value = ""] = LINE.exec(strip(line.replace(/[\x80-\xff]/g, ""))) ?? [];
    if (header !== undefined) return this.#understand(header, strip(value));
    return line ? [fault("no answer", line.length)] : [];
  }

  #understand(header: string, value: string): Event[] {
    if (header === "EP") return this.#finish({ EP: value });
    if (OF_A_TAG.includes(header)) return this.#describe(header, value);
    if (["CS", "OK", "ER"].includes(header)) return this.#endBlock(header, value);
    if (VERSION.includes(header)) this.#version[header] = value;
    const notice = NOTICES[header];
    return notice ? [other(notice, value)] : [];
  }

  #describe(header: string, value: string): Event[] {
    // The second of its kind is of another tag, whose number was lost.
    if (this.#tag && header in this.#tag) return this.#finish({ [header]: value });
    if (this.#tag) this.#tag[header] = value;
    else if (header === "RI") this.#ahead = { RI: value };
    return [];
  }

  /** The tag that is complete now, if its number came; the one that follows begins. */
  #finish(following: Fields | null = null): Event[] {
    const complete = this.#tag;
    this.#tag = following;
    if (complete?.["EP"] === undefined) return [];
    const ahead = this.#ahead;
    this.#ahead = {};
    return [tag({ ...ahead, ...complete })];
  }

  #endBlock(header: string, value: string): Event[] {
    const [events, version, asked] = [this.#finish(), this.#version, this.#asked];
    this.#ahead = {};
    this.#version = {};
    this.#asked = header !== "CS" || !TRIGGERED.includes(value);
    if (header === "CS") return events;
    if (Object.keys(version).length) return [...events, versionOf(version)];
    const name = header === "OK" ? "done" : (ENDS[value] ?? "refused");
    if (name === "refused") events.push(trouble(ERRORS[value] ?? `code ${value}`));
    return [...events, asked ? answer(name) : other(name)];
  }
}

const versionOf = (version: Fields): Event =>
  identity(version["UF"] ?? "", strip(`${version["MF"] ?? ""} ${version["US"] ?? ""}`));

const command = (text: string): Uint8Array => bytesOf(`${text}\r\n`);
// The empty line ends whatever the handheld was sent before by somebody who speaks something else.
const ASK_VERSION = joined(bytesOf("\r\n"), command(".vr"));
const STOP = command(".ab");

export const TSL: Family = {
  name: "tsl",
  bauds: [115200, 19200, 9600],
  decoder: () => new Tsl(),
  identify: ASK_VERSION,
  // Stop, ask, forget what others set, and be quiet: without the option it beeps in every round. One option a
  // command, because a handheld that does not know one refuses the whole line.
  begin: () => [joined(bytesOf("\r\n"), STOP), ASK_VERSION, command(".iv -x -n"), command(".iv -al off -n")],
  // There is no continuous mode: one inventory after the other.
  rounds: [command(".iv -r on")],
  stop: STOP,
  checked: false,
};
