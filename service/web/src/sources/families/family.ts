// A scanner family: what is needed to talk to one, as one value. The line is always 8 data bits, no parity, 1 stop bit.
//
// Each step of `begin` is sent when the scanner answered the one before, or stayed silent; then the steps of `rounds`
// follow one another for ever, for scanners that have to be asked for every round. What power and antennas a scanner
// works with is its own business here: a browser changes nothing that stays.
import type { Decoder } from "./events";

/** Where the scanner is used; told to those that forget it when they are switched off. */
export type Region = "CN" | "EU" | "US";

export interface Family {
  readonly name: string;
  /** The line speeds to try, the likeliest first. */
  readonly bauds: readonly number[];
  decoder(): Decoder;
  /** Asks who is there; writes neither to a tag nor to the memory of the scanner. Empty: it cannot be asked. */
  readonly identify: Uint8Array;
  begin(region: Region): readonly Uint8Array[];
  readonly rounds: readonly Uint8Array[];
  readonly stop: Uint8Array;
  /** False if nothing in a message proves it whole: then a wrong digit may pass for a tag. */
  readonly checked: boolean;
}

export const NOTHING = new Uint8Array();
