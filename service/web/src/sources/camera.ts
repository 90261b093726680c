// Codes on labels by the camera: with the browser's own eye where it has one, else QR codes in plain script.
import { say } from "../words";
import type { Fault, Hear, Source } from "./source";
import { reading } from "./typed";

type Detector = { detect(of: HTMLVideoElement): Promise<{ rawValue: string }[]> };
type Detectors = { new (options: { formats: string[] }): Detector; getSupportedFormats(): Promise<string[]> };

// What labels of ours bear, and those the makers put on their things.
const FORMATS = ["qr_code", "code_128", "code_39", "data_matrix"];
const WIDTH = 1280; // pixels asked for: a QR code of 20 mm fills a hundred of them at arm's length
const LOOK_MS = 120; // between two looks, so that the phone stays cool
const AGAIN_MS = 2000; // a code that stays before the camera is not told with every look

/** Hears every code that is before the camera; `video` shows what it sees. */
export class CameraSource implements Source {
  readonly name = "camera";
  #stream: MediaStream | null = null;

  constructor(private readonly video: HTMLVideoElement) {}

  async start(hear: Hear, fault: Fault): Promise<void> {
    await this.stop();
    const wanted = { facingMode: "environment", width: { ideal: WIDTH } };
    const stream = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false }).catch((error: unknown) => {
      throw new Error(refusal(error));
    });
    this.#stream = stream;
    stream.getVideoTracks()[0]?.addEventListener("ended", () => fault(say("The camera was taken away.")));
    this.video.srcObject = stream;
    Object.assign(this.video, { muted: true, playsInline: true });
    await this.video.play();
    void this.#watch(stream, await detector(), hear);
  }

  async stop(): Promise<void> {
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#stream = null;
    this.video.srcObject = null;
  }

  /** Switches the light on or off; false where there is none. */
  async torch(on: boolean): Promise<boolean> {
    const track = this.#stream?.getVideoTracks()[0];
    if (!track || !("torch" in track.getCapabilities())) return false;
    await track.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] });
    return true;
  }

  async #watch(stream: MediaStream, eye: Detector, hear: Hear): Promise<void> {
    const seenAt = new Map<string, number>();
    while (this.#stream === stream) {
      for (const { rawValue: text } of await eye.detect(this.video).catch(() => [])) {
        const at = Date.now();
        if (at - (seenAt.get(text) ?? 0) < AGAIN_MS) continue;
        seenAt.set(text, at);
        for (const each of reading(text).heard) hear({ ...each, at });
      }
      await new Promise((done) => setTimeout(done, LOOK_MS));
    }
  }
}

/** The browser's own detector if it knows QR codes, else one in plain script that knows those alone. */
async function detector(): Promise<Detector> {
  const own = (globalThis as { BarcodeDetector?: Detectors }).BarcodeDetector;
  const known = (await own?.getSupportedFormats().catch(() => [])) ?? [];
  if (own && known.includes("qr_code")) return new own({ formats: FORMATS.filter((each) => known.includes(each)) });
  const { BarcodeDetector } = await import("qr/decode.js");
  return new BarcodeDetector();
}

function refusal(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") return say("The camera was not allowed. Allow it in the browser's settings of this page.");
  if (name === "NotFoundError") return say("This device has no camera.");
  return say("Another program uses the camera. Close it and try again.");
}
