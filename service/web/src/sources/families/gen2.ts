// The words a UHF tag backscatters around its EPC: protocol control (PC and XPC) and CRC-16.
//
// Source: EPC UHF Gen2 Air Interface, release 2.0.1: PC word 6.3.2.1.2.2, XPC words 6.3.2.1.2.5, CRC-16 annex F.
import { byte, crc1021, hex, word } from "./bytes";

// What the CRC register holds after data and its own complemented CRC have gone through it (annex F.1).
const CRC_RESIDUE = 0x1d0f;

// The bit of a PC word (XI) that an XPC word follows, and the bit of that one (XEB) that another does.
export const XPC_FOLLOWS = 0x0200;
const ANOTHER_FOLLOWS = 0x80;

// Without a CRC to prove it, a PC word is taken off EPCs of 96 and 128 bits only: other lengths look like EPC headers.
const PC_ALONE = [6, 8];

/** Digits of two words: with fewer, a tag was never given a number. More than 31 words no PC word can announce. */
export const SHORTEST_EPC = 8;
export const LONGEST_EPC = 124;

/** An EPC freed from what was glued to it, and the PC word if there was one. */
export type TagNumber = { pc: string | null; epc: string };

/** The CRC-16 a tag sends after these bytes. */
export const crc16 = (words: Uint8Array): number => crc1021(words, 0xffff) ^ 0xffff;

/** Whether the last two bytes are the CRC-16 of those before them. */
export const crcHolds = (wordsAndCrc: Uint8Array): boolean => crc1021(wordsAndCrc, 0xffff) === CRC_RESIDUE;

/** How many 16-bit words of EPC follow this PC word: its bits 15 to 11. */
export const epcWords = (pc: number): number => pc >> 11;

/** How many of these bytes, which follow the PC word, are XPC and not yet EPC: none, 2 or 4. */
export function xpcBytes(pc: number, words: Uint8Array): number {
  if (!(pc & XPC_FOLLOWS) || !words.length) return 0;
  return byte(words, 0) & ANOTHER_FOLLOWS ? 4 : 2;
}

/** The EPC inside "PC+EPC+CRC" as a tag sent it, or what contradicts itself in it. */
export function tagOf(answer: Uint8Array): TagNumber | string {
  if (answer.length < 4 || epcWords(word(answer, 0)) * 2 !== answer.length - 4) return "pc length";
  return crcHolds(answer) ? freed(answer.subarray(0, -2)) : "tag crc";
}

/**
 * The EPC inside "EPC", "PC+EPC" or "PC+EPC+CRC", told apart by the length bits and the CRC.
 *
 * With a CRC any length is recognised, without one only 96 and 128 bits; everything else is an EPC.
 */
export function unglue(answer: Uint8Array): TagNumber {
  const words = answer.length >> 1;
  const announced = epcWords(byte(answer, 0) << 8);
  if (announced && words === announced + 2 && crcHolds(answer)) return freed(answer.subarray(0, -2));
  if (PC_ALONE.includes(announced) && words === announced + 1) return freed(answer);
  return { pc: null, epc: hex(answer) };
}

function freed(pcAndEpc: Uint8Array): TagNumber {
  const words = pcAndEpc.subarray(2);
  return { pc: hex(pcAndEpc.subarray(0, 2)), epc: hex(words.subarray(xpcBytes(word(pcAndEpc, 0), words))) };
}
