// The ways to read tags, started when somebody asks for them; what they need is fetched only then.
import { signal } from "@preact/signals";
import { WedgeSource } from "../sources/wedge";
import { hear, running, start, stop } from "./listening";

/** Where the camera's picture is shown while it runs. */
export const picture = signal<HTMLVideoElement | null>(null);

/** A scanner that types is heard from the first moment. */
export function startTyping(): Promise<void> {
  return start("wedge", new WedgeSource());
}

/** Asks for the scanner's port; `family` as in FAMILY_NAMES, "" to find it by asking. Must be called in a click. */
export async function startSerial(family: string): Promise<void> {
  const { SerialSource } = await import("../sources/serial");
  await start("serial", new SerialSource(family ? { family } : {}));
}

/** Looks through the camera. */
export async function startCamera(): Promise<void> {
  const { CameraSource } = await import("../sources/camera");
  const video = document.createElement("video");
  picture.value = video;
  await start("camera", new CameraSource(video));
  if (!running.value.has("camera")) picture.value = null;
}

/** Puts the camera away. */
export async function stopCamera(): Promise<void> {
  await stop("camera");
  picture.value = null;
}

/** Reads the tags the phone is held to. */
export async function startNfc(): Promise<void> {
  const { NfcSource } = await import("../sources/nfc");
  await start("nfc", new NfcSource());
}

/** Takes tags from a text somebody pasted or a file holds; says how many, and what was none. */
export async function takeText(from: string | File): Promise<{ heard: number; strange: readonly string[] }> {
  const { heardIn, textOf } = await import("../sources/pasted");
  const { heard, strange } = heardIn(typeof from === "string" ? from : await textOf(from), Date.now());
  heard.forEach(hear);
  return { heard: heard.length, strange };
}
