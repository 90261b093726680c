// Which ways of hearing tags this browser has, and why not the others.
import { say } from "../words";

type Ways = "serial" | "camera" | "nfc";

/** By way null where it can be tried, else why not, in words for people. */
export function lacking(): Record<Ways, string | null> {
  // Browsers give none of the three to a page that anybody in between could have written.
  const closed = isSecureContext ? null : say("Only where the address begins with https.");
  return {
    serial: closed ?? ("serial" in navigator ? null : say("This browser cannot talk to scanners. Chrome and Edge can.")),
    camera: closed ?? (navigator.mediaDevices ? null : say("This browser has no camera.")),
    nfc: closed ?? ("NDEFReader" in globalThis ? null : say("This browser cannot read NFC. Chrome on Android can.")),
  };
}
