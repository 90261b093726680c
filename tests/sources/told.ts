// What the tests ask of the sources of tags, as functions that take and give what JSON can say.
import { FAMILIES } from "../../service/web/src/sources/families";
import { unhex } from "../../service/web/src/sources/families/bytes";
import type { Decoder, Event as Said } from "../../service/web/src/sources/families/events";
import { NfcSource, cardOf } from "../../service/web/src/sources/nfc";
import { heardIn, textOf } from "../../service/web/src/sources/pasted";
import { SerialSource } from "../../service/web/src/sources/serial";
import type { Heard } from "../../service/web/src/sources/source";
import { Strength, pulse } from "../../service/web/src/sources/strength";
import { Typed } from "../../service/web/src/sources/typed";
import { Terminal } from "./terminal";

type Played = { events: Said[]; most: number; waiting: number };

/** The events of these chunks of hexadecimal digits, an empty one for silence; the most that ever waited, and what waits now. */
export function decode(family: string, chunks: string[]): Played {
  const decoder = familyOf(family).decoder();
  let most = 0;
  const events = chunks.flatMap((chunk) => {
    const said = take(decoder, chunk);
    most = Math.max(most, decoder.waiting);
    return said;
  });
  return { events, most, waiting: decoder.waiting };
}

export const names = (): string[] => FAMILIES.map((family) => family.name);

const take = (decoder: Decoder, chunk: string): Said[] => (chunk ? decoder.feed(unhex(chunk)) : decoder.idle());

function familyOf(name: string) {
  const found = FAMILIES.find((family) => family.name === name);
  if (!found) throw new Error(`no family ${name}`);
  return found;
}

/** What a scanner at each of these terminals lets the page hear, after so many answers; with what it sends in the end. */
export async function listen(scanners: { path: string; family?: string }[], answers: number): Promise<Heard[][]> {
  return Promise.all(scanners.map(({ path, family }) => listenTo(path, family, answers)));
}

async function listenTo(path: string, family: string | undefined, answers: number): Promise<Heard[]> {
  const port = new Terminal(path) as unknown as SerialPort;
  const source = new SerialSource({ family, serial: { requestPort: async () => port } });
  const heard: Heard[] = [];
  await new Promise<void>((done, fail) => {
    const hear = (each: Heard) => {
      heard.push(each);
      if (heard.length === answers) done();
    };
    source.start(hear, (why) => fail(new Error(why))).catch(fail);
  });
  await source.stop();
  return heard;
}

type Key = [char: string, at: number];

/** What these keys, and silence after them, say: tags, codes in <>, and how many characters made no sense. */
export function type(keys: Key[]): string[] {
  const typed = new Typed();
  const scanned = [...keys.map(([char, at]) => typed.key(char, at)), typed.silence()];
  return scanned.flatMap(({ heard, strange }) => [...heard.map(short), ...(strange ? [`${strange}?`] : [])]);
}

const short = ({ text, kind }: { text: string; kind: string }) => (kind === "tag" ? text : `<${text}>`);

/** The same of a text that is pasted. */
export function paste(text: string): string[] {
  const { heard, strange } = heardIn(text, 0);
  return [...heard.map(short), ...strange.map((piece) => `${piece}?`)];
}

/** The same of the bytes of a file. */
export const file = async (digits: string): Promise<string[]> => paste(await textOf(new Blob([unhex(digits).slice()])));

/** The same of a card held against a phone with these texts on it. */
export function card(serialNumber: string, texts: string[]): string[] {
  const data = (text: string) => new DataView(new TextEncoder().encode(text).buffer);
  const records = texts.map((text) => ({ recordType: "text", data: data(text) }));
  return cardOf({ serialNumber, message: { records } }).map(short);
}

type Told = { level: number; trend: string; lost: boolean };

/** How near a thing is, ten times a second to the end, when it answers so. */
export function near(answers: [rssi: number | null, at: number][], end: number): Told[] {
  const strength = new Strength();
  const told: Told[] = [];
  let next = 0;
  for (let at = 0; at <= end; at += 100) {
    for (let answer = answers[next]; answer && answer[1] <= at; answer = answers[++next]) strength.hear(...answer);
    const { level, trend, lost } = strength.now(at);
    told.push({ level, trend, lost });
  }
  return told;
}

export { pulse };

/** What a phone lets the page hear when cards with these numbers are held against it; empty for one it could not read. */
export async function hold(serialNumbers: string[]): Promise<string[]> {
  const reader = Object.assign(new EventTarget(), { scan: async () => {} });
  Object.assign(globalThis, { NDEFReader: function () { return reader; } });
  const said: string[] = [];
  const source = new NfcSource();
  await source.start((heard) => said.push(short(heard)), (why) => said.push(why));
  for (const serialNumber of [...serialNumbers, "stop"]) {
    if (serialNumber === "stop") await source.stop();
    const event = new Event(serialNumber ? "reading" : "readingerror");
    reader.dispatchEvent(Object.assign(event, { serialNumber, message: { records: [] } }));
  }
  return said;
}
