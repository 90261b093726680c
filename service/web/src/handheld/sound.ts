// What is heard and felt of an outcome: short tones that differ in pitch and number, so that nobody need look.
import { loud } from "./habits";
import type { Outcome } from "./tally";

type Tones = { pitches: readonly number[]; shake: readonly number[]; rank: number };
type Said = Outcome["kind"] | "all here";

const TONES: Record<Said, Tones> = {
  heard: { pitches: [1320], shake: [25], rank: 0 },
  verified: { pitches: [1320], shake: [25], rank: 0 },
  room: { pitches: [660, 880], shake: [40, 40, 40], rank: 1 },
  foreign: { pitches: [740, 520], shake: [80, 50, 80], rank: 2 },
  unknown: { pitches: [330, 330], shake: [180], rank: 3 },
  "all here": { pitches: [784, 988, 1319], shake: [60, 40, 60, 40, 120], rank: 4 },
};
const TONE_S = 0.07;
const BETWEEN_MS = 90;

let speaker: AudioContext | null = null;
let busyUntil = 0;
let busyWith = -1;

/** Lets tones be heard: browsers want to be touched or typed on before they make a sound. */
export function wakeSpeaker(): void {
  speaker ??= "AudioContext" in window ? new AudioContext() : null;
  if (speaker?.state === "suspended") void speaker.resume();
}

/** Tells an outcome. In a burst of tags what matters more is not drowned by what matters less. */
export function tellBySound(said: Said): void {
  if (!loud.value) return;
  const { pitches, shake, rank } = TONES[said];
  const now = performance.now();
  if (now < busyUntil && rank <= busyWith) return;
  busyUntil = now + BETWEEN_MS * pitches.length;
  busyWith = rank;
  if (navigator.userActivation?.hasBeenActive ?? true) navigator.vibrate?.([...shake]);
  pitches.forEach(beep);
}

/** One tone; `place` says how many come before it. */
export function beep(pitch: number, place: number): void {
  if (speaker?.state !== "running") return;
  const [start, tone, volume] = [speaker.currentTime + place * TONE_S * 1.3, speaker.createOscillator(), speaker.createGain()];
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0.25, start);
  volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_S);
  tone.connect(volume).connect(speaker.destination);
  tone.start(start);
  tone.stop(start + TONE_S);
}
