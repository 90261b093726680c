// The "BB … 7E" family: MagicRF M100 and QM100 chips, sold as YRM100, R200, JRD-4035, JRD-100 and M5Stack UHF-RFID.
//
// Source: "Communication user Protocol V2.1" (anteploon/yrm100lib, doc/) and M5Stack "Unit-RFID-UHF-Protocol-EN".
// A frame is BB, type, command, length (two bytes), that many parameters, checksum, 7E. The checksum is the low byte
// of the sum from the type to the last parameter. Nothing is escaped: BB and 7E occur inside parameters, so the length
// decides where a frame ends, and end byte and checksum whether it was one.
import { ascii, byte, digits, hex, joined, signed, sum, word } from "./bytes";
import { type Event, answer, identity, other, tagRead, trouble } from "./events";
import type { Family } from "./family";
import { Frames, type Parsed } from "./framing";
import { SHORTEST_EPC, tagOf } from "./gen2";

const HEAD = 0xbb;
const TAIL = 0x7e;
// The type byte: from the host, an answer, unasked.
const COMMAND = 0x00;
const RESPONSE = 0x01;
const NOTICE = 0x02;

const INFORMATION = 0x03;
const TAG_NOTICE = 0x22;
// The M5Stack edition prints 27 as the notice's command in multi inventory; the manual and recorded frames have 22.
const MULTI_INVENTORY = 0x27;
const STOP = 0x28;
const GET_POWER = 0xb7;
const ERROR = 0xff;

const NO_TAG = 0x15; // error code: this round brought no tag, or its CRC was bad
const ERRORS: Record<number, string> = {
  0x09: "read failed",
  0x10: "write failed",
  0x16: "wrong access password",
  0x17: "invalid command",
  0x20: "no free channel",
};
// Commands that are answered by a single 00 when they were carried out.
const DONE: Record<number, string> = { [STOP]: "stopped", 0xb6: "power set" };
const DETAILS = ["hardware", "firmware", "manufacturer"];

// RSSI 1, PC 2, EPC at most 31 words, CRC 2: the longest tag notice has 67 parameters.
const LONGEST_NOTICE = 67;
// Other answers are bounded by a memory read; a false BB may hold back no more than this.
const LONGEST_ANSWER = 512;
const OVERHEAD = 7;

function frame(command: number, parameters: readonly number[] = []): Uint8Array {
  const body = joined([COMMAND, command, parameters.length >> 8, parameters.length & 0xff], parameters);
  return joined([HEAD], body, [sum(body) & 0xff, TAIL]);
}

/** The size of the frame that starts there, why there is none, or null if bytes are lacking. */
function measure(buffer: Uint8Array, at: number): number | string | null {
  const have = buffer.length - at;
  const kind = byte(buffer, at + 1);
  if (have > 1 && kind > NOTICE) return "type";
  if (have < 5) return null;
  const length = word(buffer, at + 3);
  if (length > (kind === NOTICE ? LONGEST_NOTICE : LONGEST_ANSWER)) return "length";
  const size = length + OVERHEAD;
  if (have < size) return null;
  const last = at + size - 1;
  if (byte(buffer, last) !== TAIL) return "end";
  return (sum(buffer.subarray(at + 1, last - 1)) & 0xff) === byte(buffer, last - 1) ? size : "checksum";
}

function parse(buffer: Uint8Array, at: number): Parsed {
  const size = measure(buffer, at);
  if (typeof size !== "number") return size;
  const [kind, command] = [byte(buffer, at + 1), byte(buffer, at + 2)];
  const parameters = buffer.subarray(at + 5, at + size - 2);
  if (kind !== NOTICE || ![TAG_NOTICE, MULTI_INVENTORY].includes(command)) {
    return [size, message(kind, command, parameters)];
  }
  const found = tagNotice(parameters);
  return typeof found === "string" ? found : [size, [found]];
}

/** The tag of a notice (RSSI, PC, EPC, CRC); its own CRC is a second check, as the sum lets exchanged bytes pass. */
function tagNotice(parameters: Uint8Array): Event | string {
  const found = tagOf(parameters.subarray(1));
  if (typeof found === "string") return found;
  if (found.epc.length < SHORTEST_EPC) return other("blank tag", `${found.pc}${found.epc}`);
  return tagRead(found.epc, found.pc, signed(byte(parameters, 0)));
}

function message(kind: number, command: number, parameters: Uint8Array): Event[] {
  const first = byte(parameters, 0);
  if (kind === RESPONSE && parameters.length) {
    if (command === ERROR) return refused(first);
    if (command === INFORMATION && first < DETAILS.length) return [information(first, ascii(parameters.subarray(1)))];
    if (command === GET_POWER && parameters.length === 2) return [answer("power", `${word(parameters, 0) / 100} dBm`)];
    if (DONE[command]) return first ? refused(first) : [answer(DONE[command])];
  }
  const name = `${digits(kind)} ${digits(command)} ${hex(parameters)}`.trim();
  return [kind === RESPONSE ? answer("unknown", name) : other("unknown", name)];
}

/** What an error code says; that no tag answered is none. */
function refused(code: number): Event[] {
  if (code === NO_TAG) return [other("no tag")];
  return [trouble(ERRORS[code] ?? `code ${digits(code)}`), answer("refused")];
}

function information(which: number, text: string): Event {
  const name = DETAILS[which] ?? "";
  return name === "firmware" ? identity(text) : answer(name, text);
}

const STOP_INVENTORY = frame(STOP);
const ASK_FIRMWARE = frame(INFORMATION, [0x01]);
// 65,535 rounds, the most there is; the first parameter is reserved and always 22.
const START_INVENTORY = frame(MULTI_INVENTORY, [0x22, 0xff, 0xff]);

export const M100: Family = {
  name: "m100",
  bauds: [115200],
  decoder: () => new Frames(parse, HEAD),
  identify: ASK_FIRMWARE,
  // Stop first: a module left running takes no other command.
  begin: () => [STOP_INVENTORY, ASK_FIRMWARE, START_INVENTORY],
  rounds: [],
  stop: STOP_INVENTORY,
  checked: true,
};
