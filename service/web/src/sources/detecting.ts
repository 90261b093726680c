// Which family answers at a port, and at what speed.
//
// At every speed that scanners come with, the likeliest first, we listen, then ask each family's question who is
// there. Nothing else is sent but a family's command to stop, to a scanner that talks already: nothing here writes to
// a tag or to the memory of a scanner. A scanner that cannot be asked is recognised by the tags it tells of, so the
// time that is left is spent listening for those.
import type { Event } from "./families/events";
import type { Family } from "./families/family";
import type { SerialLine } from "./serial_line";

export type Recognised = { family: Family; baud: number };

// Milliseconds.
const PATIENCE = 10_000;
const LISTEN = 300; // before the first question: scanners that read already
const ANSWER = 500; // after each question: a handheld takes its time
const LAST_WORDS = 500; // for what a scanner still says after it was told to stop
const HOLD_A_TAG = 1000; // to listen at one speed for a scanner that cannot be asked
const SILENCE = 100;

/** What one family's decoder makes of all that is heard. */
export class Ear {
  isKnown = false; // it said who it is
  isPlausible = false; // something was understood
  isProven = false; // a tag was read, and nothing since was not understood
  readonly #decoder;

  constructor(readonly family: Family) {
    this.#decoder = family.decoder();
  }

  /** Takes in these bytes, or silence. */
  hear(chunk: Uint8Array): void {
    for (const event of chunk.length ? this.#decoder.feed(chunk) : this.#decoder.idle()) this.#judge(event);
  }

  #judge({ event }: Event): void {
    if (event === "identity") this.isKnown = true;
    if (event === "tag") this.isPlausible = this.isProven = true;
    else if (event === "fault") this.isProven = false;
    else if (this.family.checked) this.isPlausible = true;
  }
}

/** Every speed once, those first that are the first choice of a family. */
export function speeds(families: readonly Family[]): number[] {
  const bauds = [...new Set(families.flatMap((family) => family.bauds))];
  const rank = (baud: number) =>
    Math.min(...families.map((family) => family.bauds.indexOf(baud)).filter((place) => place >= 0));
  return bauds.sort((one, other) => rank(one) - rank(other));
}

/** The scanner at this line, null if none is recognised in ten seconds or `isWanted` no more. Throws `LineGone`. */
export async function detect(
  line: SerialLine,
  families: readonly Family[],
  isWanted: () => boolean = () => true,
): Promise<Recognised | null> {
  const deadline = performance.now() + PATIENCE;
  const isTime = () => isWanted() && performance.now() < deadline;
  for (const baud of speeds(families)) {
    const found = isTime() ? await visit(line, families, baud, true, isTime) : null;
    if (found) return found;
  }
  const mute = speeds(families.filter((family) => !family.identify.length));
  for (let turn = 0; isTime() && mute.length; turn++) {
    const found = await visit(line, families, mute[turn % mute.length] ?? 0, false, isTime);
    if (found) return found;
  }
  return null;
}

async function visit(
  line: SerialLine,
  families: readonly Family[],
  baud: number,
  asks: boolean,
  isTime: () => boolean,
): Promise<Recognised | null> {
  await line.open(baud);
  const ears = families.map((family) => new Ear(family));
  const listen = (patience: number) => hear(line, ears, patience, isTime);
  await listen(asks ? LISTEN : HOLD_A_TAG);
  for (const question of asks ? questions(families, baud) : []) {
    if (ears.some((ear) => ear.isKnown)) break;
    await line.write(question);
    await listen(ANSWER);
  }
  await askAgain(line, ears, listen);
  const found = ears.find((ear) => ear.isKnown) ?? ears.find((ear) => ear.isProven);
  return found ? { family: found.family, baud } : null;
}

/** What to ask at this speed, each question once: some families share theirs. */
function questions(families: readonly Family[], baud: number): Uint8Array[] {
  const asked = families.filter(({ bauds, identify }) => bauds.includes(baud) && identify.length);
  return [...new Map(asked.map(({ identify }) => [identify.join(), identify])).values()];
}

/** A scanner that is busy reading may not have answered: stop it first. */
async function askAgain(line: SerialLine, ears: readonly Ear[], listen: (patience: number) => Promise<void>) {
  for (const { family, isPlausible } of ears) {
    if (ears.some((ear) => ear.isKnown)) return;
    if (!isPlausible || !family.identify.length) continue;
    await line.write(family.stop);
    await listen(LAST_WORDS);
    await line.write(family.identify);
    await listen(ANSWER);
  }
}

/** Hears what comes in so many milliseconds, or until somebody says who it is. */
async function hear(line: SerialLine, ears: readonly Ear[], patience: number, isTime: () => boolean): Promise<void> {
  const until = performance.now() + patience;
  while (performance.now() < until && isTime() && !ears.some((ear) => ear.isKnown)) {
    const chunk = await line.read(Math.min(SILENCE, patience));
    for (const ear of ears) ear.hear(chunk);
  }
}
