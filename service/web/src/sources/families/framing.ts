// Frames out of a stream that may be damaged: the decoder of every binary family, which gives only its `parse`.
import { joined } from "./bytes";
import { type Decoder, type Event, fault } from "./events";

/** A frame as its size and events; why there is none; or null if bytes are lacking to tell. */
export type Parsed = readonly [size: number, events: readonly Event[]] | string | null;

/** Looks for a frame that begins there. It never throws, and asks for no more bytes than the longest frame has. */
export type Parse = (buffer: Uint8Array, at: number) => Parsed;

// A run of lost bytes is reported at the latest when it is this long, good frame or not.
const LONGEST_FAULT = 1024;

/** Finds one frame after another. `head` is the byte every frame begins with, or null if there is none. */
export class Frames implements Decoder {
  #buffer: Uint8Array = new Uint8Array();
  #lost = 0;
  #reason = "";

  constructor(
    private readonly parse: Parse,
    private readonly head: number | null,
  ) {}

  get waiting(): number {
    return this.#buffer.length;
  }

  feed(chunk: Uint8Array): Event[] {
    this.#buffer = this.#buffer.length ? joined(this.#buffer, chunk) : chunk;
    return this.#scan(false);
  }

  /** Gives up what waits, one byte at a time: a good frame may hide behind a damaged length. */
  idle(): Event[] {
    const events = this.#scan(true);
    this.#report(events);
    return events;
  }

  #scan(silent: boolean): Event[] {
    const events: Event[] = [];
    const buffer = this.#buffer;
    let at = 0;
    while (at < buffer.length) {
      const start = this.#start(at);
      if (start !== at) {
        this.#lose("noise", start - at, events);
        at = start;
        continue;
      }
      const found = this.parse(buffer, at);
      if (found === null && !silent) break;
      if (found !== null && typeof found !== "string") {
        this.#report(events);
        at += found[0];
        events.push(...found[1]);
      } else {
        // One byte only: the next good frame may begin inside this one.
        this.#lose(found ?? "cut short", 1, events);
        at += 1;
      }
    }
    // A copy, so that what was given away of it is not held in memory.
    this.#buffer = buffer.slice(at);
    return events;
  }

  #start(at: number): number {
    if (this.head === null) return at;
    const start = this.#buffer.indexOf(this.head, at);
    return start < 0 ? this.#buffer.length : start;
  }

  #lose(reason: string, count: number, events: Event[]): void {
    if (!this.#lost) this.#reason = reason;
    this.#lost += count;
    while (this.#lost >= LONGEST_FAULT) {
      events.push(fault(this.#reason, LONGEST_FAULT));
      this.#lost -= LONGEST_FAULT;
      this.#reason = reason;
    }
  }

  #report(events: Event[]): void {
    if (this.#lost) events.push(fault(this.#reason, this.#lost));
    this.#lost = 0;
  }
}
