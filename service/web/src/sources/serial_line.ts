// One serial port of the browser as what is needed of it: open at a speed, read with patience, write, close.

/** Nothing more can be heard of the scanner: its plug was pulled, or it went out of reach. */
export class LineGone extends Error {}

// A second of a fast scanner: the page may be busy as long.
const BUFFER_BYTES = 16384;
const SILENCE = new Uint8Array();

/** A port that is open from `open` to `close`, perhaps at one speed after another. */
export class SerialLine {
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #ended: Promise<void> = Promise.resolve();
  #chunks: Uint8Array[] = [];
  #gone = false;
  #wake: () => void = () => {};

  constructor(private readonly port: SerialPort) {}

  /** Opens the port; what was received before at another speed is forgotten. */
  async open(baudRate: number): Promise<void> {
    await this.close();
    await this.port.open({ baudRate, bufferSize: BUFFER_BYTES });
    this.#chunks = [];
    this.#gone = false;
    this.#ended = this.#pump();
  }

  /** What has come, at once if there is something; empty after so many milliseconds of silence. */
  async read(patience: number): Promise<Uint8Array> {
    if (!this.#chunks.length && !this.#gone) await this.#arrival(patience);
    const chunk = this.#chunks.shift();
    if (!chunk && this.#gone) throw new LineGone();
    return chunk ?? SILENCE;
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (!bytes.length) return;
    const writer = this.port.writable?.getWriter();
    if (!writer) throw new LineGone();
    try {
      await writer.write(bytes);
    } catch {
      throw new LineGone();
    } finally {
      writer.releaseLock();
    }
  }

  async close(): Promise<void> {
    const reader = this.#reader;
    if (!reader) return;
    this.#reader = null;
    await reader.cancel().catch(() => {});
    await this.#ended;
    await this.port.close().catch(() => {});
  }

  #arrival(patience: number): Promise<void> {
    return new Promise((done) => {
      const late = setTimeout(done, patience);
      this.#wake = () => {
        clearTimeout(late);
        done();
      };
    });
  }

  /** Bytes lost or damaged on the way end a stream, but not the port: then it gives another. */
  async #pump(): Promise<void> {
    for (let stream = this.port.readable; stream; stream = this.port.readable) {
      const reader = (this.#reader = stream.getReader());
      try {
        for (let next = await reader.read(); !next.done; next = await reader.read()) this.#take(next.value);
      } catch {
        // It is looked below whether the port is still there.
      } finally {
        reader.releaseLock();
      }
      if (this.#reader !== reader) return;
    }
    this.#gone = true;
    this.#wake();
  }

  #take(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#wake();
  }
}
