// A pseudo terminal in the shape of a port of Web Serial, so that the page's own code talks to the virtual scanners.
import { execFileSync } from "node:child_process";
import { openSync } from "node:fs";
import { Readable, Writable } from "node:stream";
import { ReadStream, WriteStream } from "node:tty";

/** The port at this path; everything else that a port of a browser has is not used. */
export class Terminal {
  readable: ReadableStream<Uint8Array> | null = null;
  writable: WritableStream<Uint8Array> | null = null;
  #ends: (() => void)[] = [];

  constructor(private readonly path: string) {}

  async open({ baudRate }: { baudRate: number }): Promise<void> {
    execFileSync("stty", ["-F", this.path, String(baudRate), "raw", "-echo"]);
    const [input, output] = [new ReadStream(openSync(this.path, "r")), new WriteStream(openSync(this.path, "w"))];
    this.readable = Readable.toWeb(input) as ReadableStream<Uint8Array>;
    this.writable = Writable.toWeb(output) as WritableStream<Uint8Array>;
    this.#ends = [() => input.destroy(), () => output.destroy()];
  }

  async close(): Promise<void> {
    if (this.readable?.locked || this.writable?.locked) throw new Error("a stream is still in use");
    for (const end of this.#ends) end();
    this.readable = this.writable = null;
  }
}
