// How near a tag is, by how strongly or how often it answers: pure, for the bar and the tone of somebody who looks for it.
//
// Radio in a room is no ruler: the waves of one tag cancel out at one spot and add up a hand's breadth away, by 10 dB
// and more (multipath fading). What is strongest within half a second is worth more than an average, and only the
// average of those over time says whether somebody comes nearer. Scanners that do not tell strength answer more often
// the nearer the tag is; so there the answers are counted, against the most that this scanner ever gave.

export type Trend = "nearer" | "further" | "steady";

/** `level` from 0, not heard, to 1, in the hand. `lost`: it was heard, and is not any more. */
export type Nearness = { level: number; trend: Trend; lost: boolean; heardAt: number | null };

// dBm of a tag that is only just heard, and of one before the antenna; a stronger one widens the scale.
const FAINT = -78;
const STRONG = -42;
// Answers a second before the antenna, as the least.
const OFTEN = 12;
// Milliseconds.
const PEAK = 500; // within which the strongest counts
const QUICK = 350; // how fast the bar follows
const SLOW = 1800; // what it is compared with to tell the trend
const LOST = 1500; // of silence
const STEP = 0.05; // of the scale: what is less is no trend
const ONE_SECOND = 1000;

/** The answers of one thing's tags, one after the other. */
export class Strength {
  #recent: { at: number; rssi: number | null }[] = [];
  #strongest = STRONG;
  #most = OFTEN;
  #quick = 0;
  #slow = 0;
  #lookedAt: number | null = null;
  #heardAt: number | null = null;

  /** Takes one answer at that moment, in milliseconds of a clock that only goes forward. */
  hear(rssi: number | null, at: number): void {
    this.now(at);
    this.#recent.push({ at, rssi });
    this.#heardAt = at;
    if (rssi !== null) this.#strongest = Math.max(this.#strongest, rssi);
  }

  /** How near it is at that moment. */
  now(at: number): Nearness {
    this.#recent = this.#recent.filter((each) => at - each.at <= LOST);
    const level = this.#level(at);
    const passed = this.#lookedAt === null ? 0 : at - this.#lookedAt;
    this.#quick += (level - this.#quick) * (1 - Math.exp(-passed / QUICK));
    this.#slow += (this.#quick - this.#slow) * (1 - Math.exp(-passed / SLOW));
    this.#lookedAt = at;
    const silent = this.#heardAt === null || at - this.#heardAt > LOST;
    const trend = silent ? "steady" : this.#trend();
    return { level: this.#quick, trend, lost: silent && this.#heardAt !== null, heardAt: this.#heardAt };
  }

  #level(at: number): number {
    const last = this.#recent[this.#recent.length - 1];
    if (!last) return 0;
    if (last.rssi === null) return this.#howOften(at);
    const peaks = this.#recent.filter((each) => at - each.at <= PEAK).map((each) => each.rssi ?? FAINT);
    return within((Math.max(last.rssi, ...peaks) - FAINT) / (this.#strongest - FAINT));
  }

  #howOften(at: number): number {
    const often = this.#recent.filter((each) => at - each.at <= ONE_SECOND).length;
    this.#most = Math.max(this.#most, often);
    return often ? within(often / this.#most) : 0;
  }

  #trend(): Trend {
    const difference = this.#quick - this.#slow;
    return Math.abs(difference) < STEP ? "steady" : difference > 0 ? "nearer" : "further";
  }
}

/** The pulse to be heard at this level: ms from one tone to the next, and its pitch in hertz. Two octaves. */
export function pulse(level: number): { every: number; pitch: number } {
  return { every: Math.round(900 * (90 / 900) ** level), pitch: Math.round(440 * 4 ** level) };
}

/** What is heard at all is a little. */
const within = (level: number): number => Math.min(1, Math.max(0.05, level));
