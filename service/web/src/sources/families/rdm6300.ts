// 125 kHz readers that speak for themselves: RDM6300 and RDM630, ID-2LA, ID-12LA, ID-20LA and their copies.
//
// Sources: the data sheets of the ID-2LA/12LA/20LA ("Data structure, ASCII") and of the RDM6300. A frame is STX, ten
// hexadecimal digits (five bytes of an EM4100 transponder: version, then the number), a checksum, ETX. The checksum
// is the XOR of all five bytes. The readers differ in how they end:
//
//     RDM6300    02  d d d d d d d d d d  c c        03    checksum as two digits
//     ID-xxLA    02  d d d d d d d d d d  c c  0D 0A 03    the same, CR LF before the ETX
//     copies     02  d d d d d d d d d d  x          03    checksum as one raw byte, even 02, 03, 0D or 0A
import { latin1, unhex } from "./bytes";
import { tagRead } from "./events";
import { type Family, NOTHING } from "./family";
import { Frames, type Parsed } from "./framing";

const HEAD = 0x02;
const LONGEST = 16;
// ETX is no digit, so no frame of one form is the beginning of another's.
const FRAME = /^\x02([0-9A-Fa-f]{10})(?:([0-9A-Fa-f]{2})(?:\r\n)?|([^]))\x03/;

function parse(buffer: Uint8Array, at: number): Parsed {
  const [whole, number = "", written, raw = ""] = FRAME.exec(latin1(buffer.subarray(at, at + LONGEST))) ?? [];
  if (whole === undefined) return buffer.length - at < LONGEST ? null : "no frame";
  const said = written === undefined ? raw.charCodeAt(0) : Number.parseInt(written, 16);
  const checksum = unhex(number).reduce((one, other) => one ^ other, 0);
  return checksum === said ? [whole.length, [tagRead(number.toUpperCase())]] : "checksum";
}

export const RDM6300: Family = {
  name: "rdm6300",
  bauds: [9600],
  decoder: () => new Frames(parse, HEAD),
  identify: NOTHING,
  begin: () => [],
  rounds: [],
  stop: NOTHING,
  checked: true,
};
