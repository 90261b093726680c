// What somebody chose on this device and wants to find so again. It may be lost; what is counted is not kept here.
import { signal } from "@preact/signals";
import { say } from "../words";

/** Whether outcomes are told by tones and shaking. */
export const loud = signal(recalled("loud") !== "no");
/** The team whose rooms come first, "" for none. */
export const team = signal(recalled("team") ?? "");

/** Chooses between tones and silence. */
export function setLoud(on: boolean): void {
  loud.value = on;
  keep("loud", on ? "yes" : "no");
}

/** Chooses the team. */
export function setTeam(name: string): void {
  team.value = name;
  keep("team", name);
}

/** What this device is called in the stock-take; until somebody names it, a handheld with four digits. */
export function deviceName(): string {
  const name = recalled("device");
  if (name) return name;
  const made = say("Handheld {digits}", { digits: String(1000 + (crypto.getRandomValues(new Uint16Array(1))[0] ?? 0) % 9000) });
  keep("device", made);
  return made;
}

/** Names this device. */
export function nameDevice(name: string): void {
  keep("device", name.trim().slice(0, 60));
}

function recalled(what: string): string | null {
  try {
    return localStorage.getItem(`rollcall-${what}`);
  } catch {
    return null;
  }
}

function keep(what: string, value: string): void {
  try {
    localStorage.setItem(`rollcall-${what}`, value);
  } catch {
    // A device that keeps nothing forgets what was chosen, and that is all.
  }
}
