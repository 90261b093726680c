// Ids made on the device.

/** A UUIDv7 (RFC 9562, 5.7): sorts by the moment `at`, milliseconds since 1970. */
export function newId(at: number, random: Uint8Array = crypto.getRandomValues(new Uint8Array(10))): string {
  const hex = at.toString(16).padStart(12, "0") + Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((parseInt(hex[16] ?? "0", 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
