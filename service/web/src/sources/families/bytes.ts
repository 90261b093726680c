// Bytes as numbers, digits and text. Beyond the end of an array there are zeros: who asks has looked at the length.

/** The byte there. */
export const byte = (bytes: Uint8Array, at: number): number => bytes[at] ?? 0;

/** The two bytes there, the higher first. */
export const word = (bytes: Uint8Array, at: number): number => (byte(bytes, at) << 8) | byte(bytes, at + 1);

/** The level there, in dBm as a signed byte. */
export const signed = (value: number): number => (value > 127 ? value - 256 : value);

/** All of them in capital digits. */
export const hex = (bytes: Uint8Array): string => Array.from(bytes, (each) => digits(each)).join("");

/** A number in at least so many capital digits. */
export const digits = (value: number, width = 2): string => value.toString(16).toUpperCase().padStart(width, "0");

/** The bytes these digits write; blanks between them mean nothing. */
export function unhex(written: string): Uint8Array {
  const pairs = written.replace(/\s/g, "").match(/../g) ?? [];
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16));
}

/** One character for each byte, of the same number. */
export function latin1(bytes: Uint8Array): string {
  let text = "";
  for (const each of bytes) text += String.fromCharCode(each);
  return text;
}

/** Text of ASCII; what is none is shown as a replacement character. */
export const ascii = (bytes: Uint8Array): string => latin1(bytes).replace(/[\x80-\xff]/g, "\ufffd");

/** The bytes of a text of ASCII. */
export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (each) => each.charCodeAt(0));

/** One behind the other. */
export function joined(...parts: readonly (Uint8Array | readonly number[])[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Their sum. */
export const sum = (bytes: Uint8Array): number => bytes.reduce((total, each) => total + each, 0);

/** CRC of polynomial 1021, highest bit first, without complement: what CRC-16/CCITT has in common. */
export function crc1021(bytes: Uint8Array, preset: number): number {
  let register = preset;
  for (const each of bytes) {
    register ^= each << 8;
    for (let bit = 0; bit < 8; bit++) register = register & 0x8000 ? ((register << 1) ^ 0x1021) & 0xffff : register << 1;
  }
  return register;
}
