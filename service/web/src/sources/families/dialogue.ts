// What to say to a scanner, and when: the same for every family, which gives only the commands.
import type { Event } from "./events";
import { type Family, NOTHING, type Region } from "./family";

/** Our side of the talk with one scanner. Every method gives the bytes to send now, empty for none. */
export class Dialogue {
  readonly #begin: readonly Uint8Array[];
  readonly #rounds: readonly Uint8Array[];
  #said = 0;

  constructor(family: Family, region: Region) {
    this.#begin = family.begin(region);
    this.#rounds = family.rounds;
  }

  /** The first step, once the port is open; also begins all over again. */
  opening(): Uint8Array {
    this.#said = 0;
    return this.#step();
  }

  /** The next step if the scanner answered the last. Several in one chunk are one: old ones come late. */
  heard(events: readonly Event[]): Uint8Array {
    return events.some(({ event }) => event === "answer" || event === "identity") ? this.#step() : NOTHING;
  }

  /**
   * What to send when nothing came for some seconds.
   *
   * A step of the beginning that the scanner does not know is passed over; a scanner that ought to be reading may have
   * lost its power, and with it all it was told.
   */
  poll(): Uint8Array {
    return this.#said < this.#begin.length ? this.#step() : this.opening();
  }

  #step(): Uint8Array {
    const at = this.#said++;
    return this.#begin[at] ?? this.#rounds[(at - this.#begin.length) % this.#rounds.length] ?? NOTHING;
  }
}
