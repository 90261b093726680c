// What a scanner's bytes turned out to say. A decoder is sans-IO: bytes in, events out; it knows no port and no clock.
//
// These are the events of the reader on a box (`rollcall-reader decode` prints them in this form), and the decoders
// here make the same of the same bytes.

export type TagRead = { event: "tag"; tag: string; pc: string | null; rssi: number | null; antenna: number | null };

/** A run of bytes that was no message: why its first byte was given up, and how many bytes went. */
export type Fault = { event: "fault"; reason: string; discarded: number };

export type Event =
  | TagRead
  | Fault
  /** The scanner did what it was told, or refused to, and waits for the next command. */
  | { event: "answer"; name: string; text: string }
  /** The answer to the question of a family who it is. */
  | { event: "identity"; firmware: string; model: string }
  /** What the scanner itself says is wrong, for a person to hear. */
  | { event: "trouble"; reason: string }
  | { event: "temperature"; celsius: number }
  | { event: "other"; name: string; text: string };

/** The bytes of one scanner. Nothing the wire brings makes it throw; no bytes are held beyond a bound. */
export interface Decoder {
  /** How many bytes are held back because they may still become a message. */
  readonly waiting: number;
  /** The events these bytes complete. How the stream is cut into chunks makes no difference. */
  feed(chunk: Uint8Array): Event[];
  /** The line fell silent: what waits is looked through again without hoping for more bytes. */
  idle(): Event[];
}

export const tagRead = (
  tag: string,
  pc: string | null = null,
  rssi: number | null = null,
  antenna: number | null = null,
): TagRead => ({ event: "tag", tag, pc, rssi, antenna });

export const fault = (reason: string, discarded: number): Fault => ({ event: "fault", reason, discarded });
export const answer = (name: string, text = ""): Event => ({ event: "answer", name, text });
export const identity = (firmware: string, model = ""): Event => ({ event: "identity", firmware, model });
export const trouble = (reason: string): Event => ({ event: "trouble", reason });
export const temperature = (celsius: number): Event => ({ event: "temperature", celsius });
export const other = (name: string, text = ""): Event => ({ event: "other", name, text });
