// Lines out of a stream that may be damaged, for the families that write text: one character stands for one byte.
import { type Fault, fault } from "./events";

const LONGEST_LINE = 1000;
const END = /[\r\n]/;

/** Cuts the stream at CR and LF. What is longer than any line of a scanner comes out as a fault. */
export class Splitter {
  #line = "";
  #overlong = 0;

  /** Characters of a line whose end has not come. */
  get waiting(): number {
    return this.#line.length;
  }

  /** The lines this completes, without their ends; CR LF ends two, the second of them empty. */
  feed(chunk: string): (string | Fault)[] {
    const ended = chunk.split(END);
    const rest = ended.pop() ?? "";
    const lines = ended.map((part) => {
      this.#append(part);
      return this.#take();
    });
    this.#append(rest);
    return lines;
  }

  /** What waits for its end, if anything does: it does not come any more. */
  idle(): (string | Fault)[] {
    return this.#line ? [this.#take()] : [];
  }

  #append(part: string): void {
    const room = LONGEST_LINE - this.#line.length;
    this.#line += part.slice(0, room);
    this.#overlong += part.slice(room).length;
  }

  #take(): string | Fault {
    const [line, overlong] = [this.#line, this.#overlong];
    this.#line = "";
    this.#overlong = 0;
    return overlong ? fault("line too long", line.length + overlong) : line;
  }
}
