// The "FF length opcode … CRC" family: ThingMagic Mercury modules M5e, M6e, M6e Nano and Micro, M7e.
//
// Sold on SparkFun's Simultaneous RFID Reader and other boards; Silion's SIM7xxx speak the same.
//
// Source: sparkfun/SparkFun_Simultaneous_RFID_Tag_Reader_Library, src; transport logs in
// sparkfun/Simultaneous_RFID_Tag_Reader, Documentation, at commit 4e7e136e; gotthardp/python-mercuryapi,
// serial_reader_l3.c. A command is FF, the number of data bytes, opcode, data, CRC; an answer has a status of two
// bytes before its data. The CRC has the polynomial 1021 and the preset FFFF, but its bits are shifted in at the low
// end, so that the last two bytes never meet the polynomial ("123456789" gives A69D).
import { byte, crc1021, digits, hex, joined, signed, unhex, word } from "./bytes";
import { type Event, answer, identity, other, tagRead, temperature, trouble } from "./events";
import type { Family, Region } from "./family";
import { Frames, type Parsed } from "./framing";
import { SHORTEST_EPC, tagOf } from "./gen2";

const HEAD = 0xff;

const VERSION = 0x03;
const BOOT = 0x04;
const READ = 0x22;
const STREAM = 0x2f;
const SET_ANTENNA = 0x91;
const SET_PROTOCOL = 0x93;
const SET_REGION = 0x97;
const SET_OPTION = 0x9a;
const DONE: Record<number, string> = {
  [BOOT]: "booted",
  [SET_ANTENNA]: "antennas set",
  0x92: "power set",
  [SET_PROTOCOL]: "protocol set",
  [SET_REGION]: "region set",
  [SET_OPTION]: "option set",
};
// Nothing else is asked. FF is everywhere in noise, and most of it is not followed by one of these.
const EXPECTED = [VERSION, READ, STREAM, ...Object.keys(DONE).map(Number)];

// FF, length, opcode, status 2, CRC 2.
const OVERHEAD = 7;
// Two bytes that are shifted out again: the register stands here when it has taken the preset and them.
const PRESET = crc1021(Uint8Array.of(0xff, 0xff), 0);
// Of the version: boot loader 4, hardware 4, date 4, firmware 4, protocols 4.
const VERSION_BYTES = 20;
const FIRMWARE = 12;
// For Europe the M5e wants 02, the newer modules 08.
const REGIONS: Record<Region, number> = { CN: 0x06, EU: 0x08, US: 0x0d };

const NO_TAG = 0x0400;
const STATUSES: Record<number, string> = {
  0x0101: "unknown command",
  0x0504: "too hot, resting",
  0x0505: "antenna missing",
  0x0601: "tag memory full",
};

// The data of a streamed report: option 1, search flags 2, metadata flags 2, kind 1, metadata, EPC length in bits 2.
const FLAGS = 3;
const KIND = 5;
const METADATA = 6;
const TAG = 0x01;
const TEMPERATURE = 9;
const TEMPERATURE_REPORT = 10;
// How many bytes metadata take, in the order in which they come, a bit of the flags each: read count, RSSI, antenna,
// frequency, time, phase, protocol, memory, pins.
const FIELDS = [1, 1, 1, 3, 4, 2, 1, 2, 1];
const [RSSI, ANTENNA, MEMORY] = [1, 2, 7];

const crc = (message: Uint8Array): number =>
  crc1021(message.subarray(0, -2), PRESET) ^ word(message, message.length - 2);

function command(opcode: number, data: Uint8Array | readonly number[] = []): Uint8Array {
  const message = joined([data.length, opcode], data);
  const check = crc(message);
  return joined([HEAD], message, [check >> 8, check & 0xff]);
}

function parse(buffer: Uint8Array, at: number): Parsed {
  const have = buffer.length - at;
  if (have > 2 && !EXPECTED.includes(byte(buffer, at + 2))) return "opcode";
  const size = byte(buffer, at + 1) + OVERHEAD;
  if (have < OVERHEAD || have < size) return null;
  const end = at + size - 2;
  if (crc(buffer.subarray(at + 1, end)) !== word(buffer, end)) return "checksum";
  const [opcode, status, data] = [byte(buffer, at + 2), word(buffer, at + 3), buffer.subarray(at + 5, end)];
  if (opcode !== READ) return [size, answered(opcode, status, data)];
  const found = streamed(status, data);
  return typeof found === "string" ? found : [size, [found]];
}

/** What comes unasked while it reads: tags, signs of life, warnings. None of it ends the reading. */
function streamed(status: number, data: Uint8Array): Event | string {
  if (status) return status === NO_TAG ? other("no tag") : wrong(status);
  if (data.length > METADATA && byte(data, KIND) === TAG) return tag(data);
  if (data.length === TEMPERATURE_REPORT) return temperature(byte(data, TEMPERATURE));
  return other("unknown", hex(data));
}

/** Where the metadata with these flags stand, by their bit, and where they end. */
function places(flags: number): [places: Map<number, number>, end: number] {
  const found = new Map<number, number>();
  let at = METADATA;
  FIELDS.forEach((size, bit) => {
    if (!((flags >> bit) & 1)) return;
    found.set(bit, at);
    at += size;
  });
  return [found, at];
}

/** The tag of a report, or what contradicts itself in it. */
function tag(data: Uint8Array): Event | string {
  const flags = word(data, FLAGS);
  if (flags >> FIELDS.length) return other("unknown", hex(data));
  const [at, metadata] = places(flags);
  const [rssi, antenna, memory] = [at.get(RSSI), at.get(ANTENNA), at.get(MEMORY)];
  const end = metadata + (memory === undefined ? 0 : (word(data, memory) + 7) >> 3);
  const words = data.subarray(end + 2);
  if (!words.length || word(data, end) !== words.length * 8) return "epc length";
  const found = tagOf(words);
  if (typeof found === "string") return found;
  if (found.epc.length < SHORTEST_EPC) return other("blank tag", `${found.pc}${found.epc}`);
  const level = rssi === undefined ? null : signed(byte(data, rssi));
  // The upper half of the byte is the antenna that sent, the lower the one that listened.
  return tagRead(found.epc, found.pc, level, antenna === undefined ? null : byte(data, antenna) >> 4 || null);
}

/** What the module says to a command. One that runs its firmware has no boot command, and that is well. */
function answered(opcode: number, status: number, data: Uint8Array): Event[] {
  if (status) return opcode === BOOT ? [answer("refused")] : [wrong(status), answer("refused")];
  if (opcode === VERSION && data.length >= VERSION_BYTES) {
    const parts = Array.from(data.subarray(FIRMWARE, FIRMWARE + 4), (part) => digits(part));
    return [identity(parts.join("."))];
  }
  if (opcode === STREAM) return [answer(byte(data, 0) === 0x02 ? "stopped" : "started")];
  return [answer(DONE[opcode] ?? "unknown")];
}

const wrong = (status: number): Event => trouble(STATUSES[status] ?? `code ${digits(status, 4)}`);

const ASK_VERSION = command(VERSION);
// Continuously (timeout 0, option 1), opcode 22 for protocol 5 (Gen2): metadata asked for, listed antennas, rounds of
// 1,000 ms, metadata flags 01FF.
const START = command(STREAM, unhex("0000 01 22 0000 05 07 22 10 001B 03E8 01FF"));
const STOP = command(STREAM, unhex("0000 02"));

/** The module forgets all of it when it is switched off. The first stop is for one that was left reading. */
const begin = (region: Region): Uint8Array[] => [
  STOP,
  ASK_VERSION,
  command(BOOT), // some modules wait in their boot loader; the others refuse it
  command(SET_PROTOCOL, [0x00, 0x05]),
  command(SET_ANTENNA, [2, 1, 1]), // antenna 1 sends and listens
  command(SET_REGION, [REGIONS[region]]),
  command(SET_OPTION, [0x01, 0x0c, 0x00]), // report a tag every time it answers
  START,
];

export const MERCURY: Family = {
  name: "mercury",
  bauds: [115200, 38400, 9600],
  decoder: () => new Frames(parse, HEAD),
  identify: ASK_VERSION,
  begin,
  rounds: [],
  stop: STOP,
  checked: true,
};
