// About how many things are in a room that nobody heard, reckoned on the device until the service has judged.
//
// Of the things in a room one in twenty has a tag that no walk hears; of the others the first walk misses three in a
// hundred, and each further walk a fifth of what was missed before: the shares the service starts from too, between
// those of Hasler et al. (IEEE RFID 2019) and what torn tags and metal cost in schools. One room in ten was walked in
// part only. How many things are gone altogether is learned from the rooms that are counted. So an unheard thing is
// gone, deaf, missed or was not walked past, each with its weight (Bayes' rule over a grid of what is not known).
//
// Where nobody may see what is expected, what was heard once and twice speaks alone: Chao's estimator of the unseen
// (Biometrics 43, 1987), over walks, or over the answers within the only walk.

/** About `unread` things more; nine times in ten `least` to `most`. */
export type Estimate = { readonly unread: number; readonly least: number; readonly most: number; readonly advice: "walk again" | "look" | "done" };

/** One room: tagged things that ought to be here, how many of them were heard, and what share of things is gone by now. */
export type RoomHeard = { expected: number; heard: number; walks: number; gone: number };

const DEAF = 0.05;
const MISSED = 0.03;
const MISSED_AGAIN = 0.2;
const IN_PART = 0.1;
const WORTH_A_WALK = 0.5;
// Rooms differ in what is gone as shares do that are Beta's with so many things behind them.
const WEIGHT_OF_A_ROOM = 12;
const STEPS = 16;
// Until something is counted, three things in a hundred are taken to be gone, as if a hundred had been looked at.
const USUALLY_GONE = 0.03;
const USUALLY_LOOKED_AT = 100;
// 90 % of a normal distribution lie within so many standard deviations.
const NINE_IN_TEN = 1.645;
const NEVER = 1e-6;

/** One way it may have come about: how likely it is, and of an unheard thing that it is here, and that a walk would hear it. */
type Way = { weight: number; chance: number; hearable: number };

/** The share of things that are gone, by the rooms that are counted: so many were expected there and so many not found. */
export function goneBy(expected: number, unseen: number): number {
  const unheard = expected * (DEAF + (1 - DEAF) * MISSED);
  return (Math.max(unseen - unheard, 0) + USUALLY_GONE * USUALLY_LOOKED_AT) / (expected + USUALLY_LOOKED_AT);
}

/** A room whose expected things are known. */
export function ofRoom(room: RoomHeard): Estimate {
  const unheard = room.expected - room.heard;
  if (unheard <= 0) return { unread: 0, least: 0, most: 0, advice: "done" };
  const ways = waysToMiss(room);
  const mean = (of: (way: Way) => number) => unheard * ways.reduce((sum, way) => sum + way.weight * of(way), 0);
  const [least, most] = nineInTen(mixture(ways, unheard));
  const unread = mean((way) => way.chance);
  const hearable = mean((way) => way.hearable);
  return { unread, least, most, advice: hearable >= WORTH_A_WALK ? "walk again" : Math.round(unread) ? "look" : "done" };
}

/** A room counted blind: in how many walks each tag was heard, and how often it answered. Null: too little to tell. */
export function ofBlindRoom(walksOf: readonly number[], answersOf: readonly number[], walks: number): Estimate | null {
  const times = walks > 1 ? walksOf : answersOf;
  const once = times.filter((each) => each === 1).length;
  const twice = times.filter((each) => each === 2).length;
  // A scanner that tells every tag once and then is silent of it teaches nothing.
  if (times.length === 0 || once === times.length) return null;
  const unread = chao(once, twice, walks);
  const [least, most] = logNormal(unread, chaoVariance(once, twice));
  return { unread, least, most, advice: unread >= WORTH_A_WALK ? "walk again" : "done" };
}

// Over the shares that may be gone here, and over how far the room was walked: all of it, or any part.
function waysToMiss({ expected, heard, walks, gone }: RoomHeard): Way[] {
  const missed = MISSED * MISSED_AGAIN ** (walks - 1);
  const ways = betaGrid(gone).flatMap(([share, likely]) =>
    partsWalked().map(([part, prior]) => {
      const unwalked = 1 - part * (1 - missed);
      const silent = DEAF + (1 - DEAF) * unwalked;
      const rate = share + (1 - share) * silent;
      const log = Math.log(likely * prior) + heard * Math.log(1 - rate) + (expected - heard) * Math.log(rate);
      return { log, chance: ((1 - share) * silent) / rate, hearable: ((1 - share) * (1 - DEAF) * unwalked * (1 - MISSED)) / rate };
    }),
  );
  const likeliest = ways.reduce((most, way) => Math.max(most, way.log), -Infinity);
  const total = ways.reduce((sum, way) => sum + Math.exp(way.log - likeliest), 0);
  return ways.map(({ log, chance, hearable }) => ({ weight: Math.exp(log - likeliest) / total, chance, hearable }));
}

function partsWalked(): [part: number, prior: number][] {
  const parts = Array.from({ length: STEPS }, (_, step) => [(step + 0.5) / STEPS, IN_PART / STEPS] as [number, number]);
  return [...parts, [1, 1 - IN_PART]];
}

function betaGrid(mean: number): [share: number, likely: number][] {
  const [alpha, beta] = [mean * WEIGHT_OF_A_ROOM, (1 - mean) * WEIGHT_OF_A_ROOM];
  return Array.from({ length: STEPS }, (_, step) => {
    const share = ((step + 0.5) / STEPS) ** 3; // more steps where most rooms are
    const width = 3 * ((step + 0.5) / STEPS) ** 2;
    return [share, share ** (alpha - 1) * (1 - share) ** (beta - 1) * width];
  });
}

// How likely each number from none to all of the unheard is to be here.
function mixture(ways: readonly Way[], unheard: number): number[] {
  const likely = new Array<number>(unheard + 1).fill(0);
  for (const { weight, chance } of ways) {
    if (weight < NEVER) continue;
    let log = unheard * Math.log1p(-chance);
    const odds = Math.log(chance) - Math.log1p(-chance);
    for (let here = 0; here <= unheard; here++) {
      likely[here] = (likely[here] ?? 0) + weight * Math.exp(log);
      log += Math.log((unheard - here) / (here + 1)) + odds;
    }
  }
  return likely;
}

function nineInTen(likely: readonly number[]): [least: number, most: number] {
  let sum = 0;
  let least = -1;
  for (const [here, chance] of likely.entries()) {
    sum += chance;
    if (least < 0 && sum > 0.05) least = here;
    if (sum >= 0.95) return [least, here];
  }
  return [Math.max(least, 0), likely.length - 1];
}

function chao(once: number, twice: number, walks: number): number {
  const seldom = walks > 1 ? (walks - 1) / walks : 1;
  return (seldom * once * (once - 1)) / (2 * (twice + 1));
}

function chaoVariance(once: number, twice: number): number {
  const few = twice + 1;
  return (once * (once - 1)) / (2 * few) + (once * (2 * once - 1) ** 2) / (4 * few ** 2) + (once ** 2 * twice * (once - 1) ** 2) / (4 * few ** 4);
}

function logNormal(unread: number, variance: number): [least: number, most: number] {
  if (unread <= 0) return [0, 1];
  const spread = Math.exp(NINE_IN_TEN * Math.sqrt(Math.log1p(variance / unread ** 2)));
  return [Math.floor(unread / spread), Math.ceil(unread * spread)];
}
