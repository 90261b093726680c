// Scanners on a cable or over Bluetooth's serial port: Web Serial, which Chrome and Edge have.
import { key, say } from "../words";
import { detect } from "./detecting";
import { FAMILIES } from "./families";
import { Dialogue } from "./families/dialogue";
import type { Event } from "./families/events";
import type { Family, Region } from "./families/family";
import { LineGone, SerialLine } from "./serial_line";
import type { Fault, Hear, Source } from "./source";

/** `family` and `baud` where somebody knows them; else the scanner is asked who it is. */
export type SerialOptions = { family?: string; baud?: number; region?: Region; serial?: Pick<Serial, "requestPort"> };

// Milliseconds: of silence after which half a message is given up, and after which the inventory is started again.
const SILENCE = 100;
const PATIENCE = 3000;
const LAST_WORDS = 1000;

// What scanners complain of that a person can do something about; other complaints are told as they come.
const COMPLAINTS: Readonly<Record<string, string>> = {
  "antenna missing": key("The antenna is not plugged into the scanner."),
  "no antenna, or no region set": key("The antenna is not plugged into the scanner."),
  "too hot, resting": key("The scanner is too hot and rests for a while."),
  "the battery is low": key("The battery of the scanner is low."),
};

/** Hears the scanner a person chooses, from start to stop. */
export class SerialSource implements Source {
  readonly name = "serial";
  #line: SerialLine | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(private readonly options: SerialOptions = {}) {}

  /** To be called as an answer to a click: the browser asks which scanner. */
  async start(hear: Hear, fault: Fault): Promise<void> {
    await this.stop();
    const port = await (this.options.serial ?? navigator.serial).requestPort().catch(() => {
      throw new Error(say("No scanner was chosen."));
    });
    const line = (this.#line = new SerialLine(port));
    const found = await this.#find(line).catch(async (error: unknown) => {
      await this.stop();
      throw new Error(refusal(error));
    });
    if (this.#line !== line) return;
    this.#running = this.#read(line, found, hear, fault);
  }

  async stop(): Promise<void> {
    const line = this.#line;
    this.#line = null;
    await this.#running;
    await line?.close();
  }

  async #find(line: SerialLine): Promise<Family> {
    const { family: name, baud } = this.options;
    const family = FAMILIES.find((each) => each.name === name);
    const speed = baud ?? family?.bauds[0];
    if (family && speed) {
      await line.open(speed);
      return family;
    }
    const found = await detect(line, FAMILIES, () => this.#line === line);
    if (!found) throw new Unrecognised();
    return found.family;
  }

  async #read(line: SerialLine, family: Family, hear: Hear, fault: Fault): Promise<void> {
    const [decoder, dialogue] = [family.decoder(), new Dialogue(family, this.options.region ?? "CN")];
    const take = (chunk: Uint8Array) => told(chunk.length ? decoder.feed(chunk) : decoder.idle(), hear, fault);
    try {
      await line.write(dialogue.opening());
      let heardAt = performance.now();
      while (this.#line === line) {
        const events = take(await line.read(SILENCE));
        await line.write(dialogue.heard(events));
        if (events.some(({ event }) => event !== "fault")) heardAt = performance.now();
        if (performance.now() - heardAt < PATIENCE) continue;
        await line.write(dialogue.poll());
        heardAt = performance.now();
      }
      await line.write(family.stop);
      const until = performance.now() + LAST_WORDS;
      for (let chunk = await line.read(SILENCE); chunk.length && performance.now() < until; ) {
        take(chunk);
        chunk = await line.read(SILENCE);
      }
    } catch (error) {
      if (!(error instanceof LineGone)) throw error;
      take(new Uint8Array());
      fault(say("The scanner is gone. Plug it in or switch it on, and choose it again."));
    }
  }
}

class Unrecognised extends Error {}

/** Tells what was heard. */
function told(events: readonly Event[], hear: Hear, fault: Fault): readonly Event[] {
  for (const event of events) {
    if (event.event === "tag") hear({ text: event.tag, kind: "tag", rssi: event.rssi, tid: null, at: Date.now() });
    else if (event.event === "trouble") fault(complaint(event.reason));
  }
  return events;
}

function complaint(reason: string): string {
  const known = COMPLAINTS[reason];
  return known ? say(known) : say("The scanner says: {reason}", { reason });
}

function refusal(error: unknown): string {
  if (error instanceof Unrecognised) {
    return say("No scanner answered that is known here. Hold a tag before it while it is being looked for, or choose its kind.");
  }
  if (error instanceof LineGone) return say("The scanner is gone. Plug it in or switch it on, and choose it again.");
  return say("The scanner cannot be opened. Close the other program that uses it.");
}
