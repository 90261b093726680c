// The "A0 length address command … check" family: readers on Impinj's R2000, R500 and E710 chips.
//
// Sold as Invelion YR8900 and YR900x, Rodinbell M and D series, IND903 and many readers without a name.
//
// Source: "UHF RFID Reader Serial Interface Protocol" V3.7; layouts of answers: russss/rust-invelion, src/protocol.rs.
// A frame is A0, the number of bytes after this one, address, command, data, check. The whole frame adds up to a
// multiple of 256. What a frame of an inventory says is told by its length: the EPC is whole words, so that a tag
// always has an odd length and an end never has. The level is its raw value less 129 dBm.
import { byte, digits, hex, joined, sum, word } from "./bytes";
import { type Event, answer, identity, other, tagRead, trouble } from "./events";
import type { Family } from "./family";
import { Frames, type Parsed } from "./framing";
import { SHORTEST_EPC, epcWords, xpcBytes } from "./gen2";

const HEAD = 0xa0;
const EVERYBODY = 0xff; // every reader answers to it, with its own address

const FIRMWARE = 0x72;
const INVENTORY = 0x89;
const FAST_SWITCH = 0x8a;
const INVENTORIES = [INVENTORY, FAST_SWITCH, 0x8b];
const NAMES: Record<number, string> = { 0x66: "power set", 0x74: "antenna set" };
// Nothing else is asked. The check is weak: false frames would else be found in damaged ones now and then.
const EXPECTED = [...INVENTORIES, FIRMWARE, 0x66, 0x74];

const SHORTEST_LENGTH = 3;
// In a tag's frame: antenna and frequency 1, PC 2, EPC at most 62, level 1, phase 2.
const LONGEST_INVENTORY = SHORTEST_LENGTH + 68;
// Data of an inventory's frames that are no tag.
const STATUS = 1;
const ANTENNA_TROUBLE = 2;
const ROUND_END = 7;
// Antenna and frequency 1, PC 2, level 1; then two of phase, or not.
const AROUND_EPC = 4;
const PHASE = 2;

const DONE = 0x10;
const NO_TAG = 0x36;
const STATUSES: Record<number, string> = {
  0x11: "failed",
  0x20: "reset",
  0x22: "antenna missing",
  0x31: "inventory failed",
  0x41: "wrong parameter",
  0x47: "antenna out of range",
  0x48: "power out of range",
  0x49: "region out of range",
  0x52: "no lock on the carrier",
  0x53: "radio chip failed",
  0x54: "power not reached",
  0x56: "no free channel",
  0x57: "power too low",
};

const ROUND_OVER = answer("round over");

function frame(command: number, data: readonly number[] = []): Uint8Array {
  const body = joined([HEAD, data.length + SHORTEST_LENGTH, EVERYBODY, command], data);
  return joined(body, [-sum(body) & 0xff]);
}

function parse(buffer: Uint8Array, at: number): Parsed {
  const have = buffer.length - at;
  if (have < 2) return null;
  const length = byte(buffer, at + 1);
  if (length < SHORTEST_LENGTH) return "length";
  if (have < 4) return null;
  const command = byte(buffer, at + 3);
  if (!EXPECTED.includes(command)) return "command";
  const isInventory = INVENTORIES.includes(command);
  if (length > LONGEST_INVENTORY && isInventory) return "length";
  const size = length + 2;
  if (have < size) return null;
  if (sum(buffer.subarray(at, at + size)) & 0xff) return "checksum";
  const data = buffer.subarray(at + 4, at + size - 1);
  const found = isInventory ? inventoried(command, data) : answered(command, data);
  return typeof found === "string" ? found : [size, found];
}

/** A tag, the end of a round or its failure: the length says which. */
function inventoried(command: number, data: Uint8Array): Event[] | string {
  const first = byte(data, 0);
  if (data.length === STATUS) return first === NO_TAG ? [ROUND_OVER] : [status(first), ROUND_OVER];
  if (data.length === ROUND_END) return [ROUND_OVER];
  if (data.length === ANTENNA_TROUBLE && command === FAST_SWITCH) return [status(byte(data, 1))];
  const found = tag(data);
  return typeof found === "string" ? found : [found];
}

function tag(data: Uint8Array): Event | string {
  if (data.length < AROUND_EPC) return "length";
  const pc = word(data, 1);
  const end = 3 + epcWords(pc) * 2;
  if (![1, 1 + PHASE].includes(data.length - end)) return "pc length";
  const epc = hex(data.subarray(3 + xpcBytes(pc, data.subarray(3, end)), end));
  if (epc.length < SHORTEST_EPC) return other("blank tag", `${digits(pc, 4)}${epc}`);
  const level = byte(data, end);
  // Bit 7 of the level tells the upper four of eight antennas from the lower.
  const antenna = (byte(data, 0) & 3) + (level & 0x80 ? 5 : 1);
  return tagRead(epc, digits(pc, 4), (level & 0x7f) - 129, antenna);
}

function answered(command: number, data: Uint8Array): Event[] {
  if (command === FIRMWARE && data.length === 2) return [identity(`${byte(data, 0)}.${byte(data, 1)}`)];
  if (data.length === STATUS && byte(data, 0) !== DONE) return [status(byte(data, 0)), answer("refused")];
  return [answer(NAMES[command] ?? "unknown")];
}

const status = (code: number): Event => trouble(STATUSES[code] ?? `code ${digits(code)}`);

const ASK_FIRMWARE = frame(FIRMWARE);

export const R2000: Family = {
  name: "r2000",
  bauds: [115200, 38400],
  decoder: () => new Frames(parse, HEAD),
  identify: ASK_FIRMWARE,
  begin: () => [ASK_FIRMWARE],
  // One round, on the antenna the reader has chosen. It ends by itself within a second, so nothing stops it.
  rounds: [frame(INVENTORY, [0x01])],
  stop: new Uint8Array(),
  checked: true,
};
