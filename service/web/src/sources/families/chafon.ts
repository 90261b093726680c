// The length-first family of Chafon and its relatives: UHFReader18, UHFReader86, UHFReader288, CF-RU5102, CF-MU90x.
//
// Source: "UHFReader18 User's Manual" V2.0; manual of the UR series (UR-008), pages 52 to 75; recorded frames of
// wabson/chafon-rfid. An answer is the number of bytes after this one, address, command, status, data, CRC. There is
// no start mark. The CRC is CRC-16/MCRF4XX (reflected, preset FFFF, "123456789" gives 6F91), low byte first.
//
// Tags come as length and EPC (the 18), or with the antenna before and a level behind them (the 86 and 288). Each of
// the two families tries its own layout first, then the other; one has to fit to the byte. No source says what the
// level is in dBm, so none is given. After an EPC with bit 7 of its length set comes the TID.
import { byte, digits, hex, joined } from "./bytes";
import { type Event, answer, identity, other, tagRead, trouble } from "./events";
import { type Family, NOTHING } from "./family";
import { Frames, type Parse, type Parsed } from "./framing";
import { LONGEST_EPC, SHORTEST_EPC } from "./gen2";

const EVERYBODY = 0xff; // every reader answers to it, with its own address

const INVENTORY = 0x01;
const INFORMATION = 0x21;
const SET_POWER = 0x2f;
const PUSH = 0xee;
// Nothing else is asked. With no start mark, a false frame would else be found in damaged ones now and then.
const EXPECTED = [INVENTORY, INFORMATION, SET_POWER, PUSH];

// Bytes of an answer after the first: address, command, status, CRC. A command has no status.
const SHORTEST_ANSWER = 5;
const SHORTEST_COMMAND = 4;

const MORE_FOLLOWS = 0x03;
const WITH_TAGS = [0x01, 0x02, MORE_FOLLOWS, 0x04]; // finished, out of time, …, memory full
const STATISTICS = 0x26;
const HEARTBEAT = 0x28;
const NO_TAG = 0xfb;
const STATUSES: Record<number, string> = {
  0xf8: "antenna missing",
  0xfd: "wrong length",
  0xfe: "unknown command",
  0xff: "wrong parameter",
};

const MODELS_18: Record<number, string> = { 0x03: "CF-RU5102", 0x08: "CF-RU5102", 0x09: "UHFReader18" };
const MODELS_288: Record<number, string> = {
  0x0c: "UHFReader288M",
  0x0f: "CF-MU903",
  0x10: "CF-MU904",
  0x16: "CF-MU902",
  0x20: "UHFReader288MP",
  0x8b: "CF-RU6401",
};

const ROUND_OVER = answer("round over");
// Some readers that talk by themselves acknowledge an inventory with two bytes of their own: no tag is as short.
const WITHOUT_TAGS = 2;
const WITH_TID = 0x80;
const TID_BYTES = 12;

/** The tags of the data of an inventory's answer, or null if it is laid out in another way. */
type Layout = (data: Uint8Array) => Event[] | null;
/** The name of the model with this number, or undefined if it is of the other family. */
type Model = (number: number) => string | undefined;

/** Lowest bit first; over a message with its CRC it is 0. */
function crc(message: Uint8Array): number {
  let register = 0xffff;
  for (const each of message) {
    register ^= each;
    for (let bit = 0; bit < 8; bit++) register = register & 1 ? (register >> 1) ^ 0x8408 : register >> 1;
  }
  return register;
}

function command(number: number, data: readonly number[] = []): Uint8Array {
  const message = joined([SHORTEST_COMMAND + data.length, EVERYBODY, number], data);
  const check = crc(message);
  return joined(message, [check & 0xff, check >> 8]);
}

const parse =
  (layouts: readonly Layout[], model: Model): Parse =>
  (buffer, at): Parsed => {
    const size = byte(buffer, at) + 1;
    if (size <= SHORTEST_ANSWER) return "length";
    const have = buffer.length - at;
    if (have > 2 && !EXPECTED.includes(byte(buffer, at + 2))) return "command";
    if (have < size) return null;
    if (crc(buffer.subarray(at, at + size))) return "checksum";
    const [number, status] = [byte(buffer, at + 2), byte(buffer, at + 3)];
    const data = buffer.subarray(at + 4, at + size - 2);
    const events = understood(layouts, model, number, status, data);
    return events ? [size, events] : "layout";
  };

function understood(layouts: readonly Layout[], model: Model, number: number, status: number, data: Uint8Array) {
  if (number === INVENTORY) return inventoried(layouts, status, data);
  return number === PUSH ? pushed(status, data) : answered(model, number, status, data);
}

/** The tags of an answer to an inventory, and whether the round is over with it; null if it makes no sense. */
function inventoried(layouts: readonly Layout[], status: number, data: Uint8Array): Event[] | null {
  if (status === STATISTICS) return [other("statistics", hex(data))];
  if (status === NO_TAG) return [ROUND_OVER];
  if (!WITH_TAGS.includes(status)) return [wrong(status), ROUND_OVER];
  let found: Event[] | null = null;
  for (const layout of layouts) found ??= layout(data);
  if (!found && data.length <= WITHOUT_TAGS) found = [other("unknown", hex(data))];
  return !found || status === MORE_FOLLOWS ? found : [...found, ROUND_OVER];
}

/** The layout of the 18: how many, then length and EPC of each. */
const plain: Layout = (data) => (data.length ? tags(data, 1, byte(data, 0), 0, null) : []);

/** The layout of the 86 and 288: antenna as one bit of eight, how many, then length, EPC and level of each. */
const measured: Layout = (data) => {
  const bits = byte(data, 0);
  if (data.length < 2 || !bits || bits & (bits - 1)) return data.length ? null : [];
  return tags(data, 2, byte(data, 1), 1, Math.log2(bits) + 1);
};

/** So many tags from there on, each with so many bytes behind its EPC, if they end where the data does. */
function tags(data: Uint8Array, from: number, count: number, behind: number, antenna: number | null): Event[] | null {
  const found: Event[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    if (at >= data.length) return null;
    const length = byte(data, at);
    const end = at + 1 + (length & ~WITH_TID);
    const event = tag(between(data, at + 1, length & WITH_TID ? end - TID_BYTES : end), antenna);
    if (!event) return null;
    found.push(event);
    at = end + behind;
  }
  return at === data.length ? found : null;
}

const between = (data: Uint8Array, from: number, to: number): Uint8Array => data.subarray(from, Math.max(from, to));

/** One tag, if it was ever given a number; null if no tag has one as long or as odd. */
function tag(epc: Uint8Array, antenna: number | null = null): Event | null {
  const written = hex(epc);
  if (written.length > LONGEST_EPC || epc.length % 2) return null;
  return written.length >= SHORTEST_EPC ? tagRead(written, null, null, antenna) : other("blank tag", written);
}

/** What a reader in active mode says by itself. An EPC alone has an even length, a measured one an odd one. */
function pushed(status: number, data: Uint8Array): Event[] | null {
  if (status === HEARTBEAT) return [other("no tag")];
  if (status) return [wrong(status)];
  // Antenna, length, EPC and level: the measured layout without its count.
  if (data.length % 2) return measured(joined(data.subarray(0, 1), [1], data.subarray(1)));
  const event = tag(data);
  return event && [event];
}

function answered(model: Model, number: number, status: number, data: Uint8Array): Event[] {
  if (status) return [wrong(status), answer("refused")];
  if (number !== INFORMATION || data.length < 3) return [answer(number === SET_POWER ? "power set" : "unknown")];
  const name = model(byte(data, 2));
  const firmware = `${byte(data, 0)}.${String(byte(data, 1)).padStart(2, "0")}`;
  return [name ? identity(firmware, name) : answer("other model", digits(byte(data, 2)))];
}

const wrong = (status: number): Event => trouble(STATUSES[status] ?? `code ${digits(status)}`);

/** The newer models; numbers nobody has listed are common among them. */
const model288: Model = (number) =>
  MODELS_18[number] ? undefined : (MODELS_288[number] ?? `type ${digits(number)}`);

/** One round of a second on antenna 1: Q 4, session 0 (tags answer in every round), no mask, target A. */
const ROUND_288 = command(INVENTORY, [4, 0, 1, 0, 0, 0, 0, 0x80, 10]);
const ASK_INFORMATION = command(INFORMATION);

// Nothing stops a round, and nothing has to: it ends by itself.
const shared = {
  bauds: [57600, 115200],
  identify: ASK_INFORMATION,
  begin: () => [ASK_INFORMATION],
  stop: NOTHING,
  checked: true,
};

export const CHAFON_18: Family = {
  ...shared,
  name: "chafon18",
  decoder: () => new Frames(parse([plain, measured], (number) => MODELS_18[number]), null),
  rounds: [command(INVENTORY)],
};

export const CHAFON_288: Family = {
  ...shared,
  name: "chafon288",
  decoder: () => new Frames(parse([measured, plain], model288), null),
  rounds: [ROUND_288],
};
