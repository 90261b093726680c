// Cards and tags held against a phone: Web NFC (W3C Community Group), which Chrome on Android has.
import { say } from "../words";
import type { Fault, Hear, Source } from "./source";
import { reading } from "./typed";

type NfcRecord = { recordType: string; encoding?: string; data?: DataView };
type Reading = Event & { serialNumber: string; message: { records: readonly NfcRecord[] } };
type Reader = EventTarget & { scan(options: { signal: AbortSignal }): Promise<void> };

/** Hears the number of every card, and what a label wrote on it as text or address. */
export class NfcSource implements Source {
  readonly name = "nfc";
  #stopped = new AbortController();

  async start(hear: Hear, fault: Fault): Promise<void> {
    await this.stop();
    this.#stopped = new AbortController();
    const { signal } = this.#stopped;
    const reader = new (globalThis as unknown as { NDEFReader: new () => Reader }).NDEFReader();
    const hearCard = (event: Event) => {
      for (const each of cardOf(event as Reading)) hear({ ...each, rssi: null, at: Date.now() });
    };
    reader.addEventListener("reading", hearCard, { signal });
    reader.addEventListener("readingerror", () => fault(say("The card was not read. Hold it there once more.")), { signal });
    await reader.scan({ signal }).catch((error: unknown) => {
      throw new Error(refusal(error));
    });
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
  }
}

/** What a card says of itself; beside what is written on it, its own number is a tag only if somebody knows it. */
export function cardOf({ serialNumber, message }: Pick<Reading, "serialNumber" | "message">) {
  const tid = uidOf(serialNumber);
  const written = message.records.flatMap(textOf).flatMap((text) => reading(text).heard);
  const own = { text: tid, kind: written.length ? ("code" as const) : ("tag" as const) };
  return [...(tid ? [own] : []), ...written.map(({ text, kind }) => ({ text, kind }))].map((each) => ({ ...each, tid }));
}

/** Capital digits; Android tells the number of an ISO 15693 tag with its first byte, E0, last. */
function uidOf(serialNumber: string): string {
  const bytes = serialNumber.toUpperCase().match(/[0-9A-F]{2}/g) ?? [];
  const isBackward = bytes.length === 8 && bytes[7] === "E0" && bytes[0] !== "E0";
  return (isBackward ? bytes.reverse() : bytes).join("");
}

function textOf({ recordType, encoding, data }: NfcRecord): string[] {
  if (!data || !["text", "url", "absolute-url"].includes(recordType)) return [];
  return [new TextDecoder(encoding ?? "utf-8").decode(data)];
}

function refusal(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return say("NFC was not allowed. Allow it in the browser's settings of this page.");
  if (name === "NotReadableError") return say("NFC is switched off. Switch it on in the settings of the phone.");
  return say("This device cannot read NFC.");
}
