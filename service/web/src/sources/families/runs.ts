// Several tags in one run of digits: some scanners put nothing between them.
//
// A PC word says how many words follow it, and a CRC proves where they end; so runs of "PC+EPC+CRC" fall apart by
// themselves, and runs of "PC+EPC" nearly so. Bare EPCs are told apart by length alone: a run that is several times as
// long as the scanner's usual tag, or as one of 96 or 128 bits, is taken for so many tags. No scheme of the GS1 Tag
// Data Standard (table 14-1) makes an EPC of 192, 256 or 288 bits.
import { byte } from "./bytes";
import { crcHolds, epcWords } from "./gen2";

// Bytes of an EPC of 96 and of 128 bits. Shorter ones are no measure: a long number is a multiple of them by chance.
const USUAL = [12, 16];

/** The bytes of the first answer in a run; 0 if none is measured there. */
type Measure = (run: Uint8Array) => number;

/** The answers of single tags, each with its PC and CRC if they came along; a tag mostly has `usual` bytes. */
export function parts(run: Uint8Array, usual: number): Uint8Array[] {
  for (const measure of [withCrc, withPc]) {
    const [found, rest] = cut(run, measure);
    if (!rest.length) return found;
  }
  const size = sizes(usual).find((each) => run.length % each === 0) ?? run.length;
  return cut(run, () => size)[0];
}

/** The whole answers a run begins with, and the beginning of the next: the run goes on. */
export function begun(run: Uint8Array, usual: number): [answers: Uint8Array[], rest: Uint8Array] {
  for (const measure of [withCrc, withPc]) {
    const found = cut(run, measure);
    if (found[0].length > 1 && measure(run) > found[1].length) return found;
  }
  const [size = run.length] = sizes(usual);
  return cut(run, () => size);
}

const sizes = (usual: number): number[] => (usual >= Math.min(...USUAL) ? [usual, ...USUAL] : USUAL);

function cut(run: Uint8Array, measure: Measure): [Uint8Array[], Uint8Array] {
  const found: Uint8Array[] = [];
  let rest = run;
  for (let size = measure(rest); size > 0 && size <= rest.length; size = measure(rest)) {
    found.push(rest.subarray(0, size));
    rest = rest.subarray(size);
  }
  return [found, rest];
}

function withCrc(run: Uint8Array): number {
  const size = 2 + epcWords(byte(run, 0) << 8) * 2 + 2;
  return size > 4 && crcHolds(run.subarray(0, size)) ? size : 0;
}

/** Only of 96 and 128 bits: other lengths are the first bits of common EPC headers. */
function withPc(run: Uint8Array): number {
  const size = epcWords(byte(run, 0) << 8) * 2;
  return USUAL.includes(size) ? 2 + size : 0;
}
