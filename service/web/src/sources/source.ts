// What every way of hearing tags has in common: a scanner that types, a serial port, a camera, NFC, pasted text, a file.

/**
 * One answer of a scanner.
 *
 * text: for "tag" an EPC or UID in capital hex, for "code" what a label says (an asset number, the text of its QR code).
 * rssi: strength in dBm where the scanner says it. at: milliseconds since 1970 by this device.
 */
export type Heard = { text: string; kind: "tag" | "code"; rssi: number | null; tid: string | null; at: number };

/** Takes what was heard; called once for every answer, never with an empty text. */
export type Hear = (heard: Heard) => void;

/** Takes a plain sentence on why nothing more is heard, or why something heard was not understood. */
export type Fault = (why: string) => void;

/** Something that hears tags from start to stop. `start` may ask the person for leave and rejects when it is refused. */
export interface Source {
  readonly name: string;
  start(hear: Hear, fault: Fault): Promise<void>;
  stop(): Promise<void>;
}
