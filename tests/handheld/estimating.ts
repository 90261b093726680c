import { goneBy, ofBlindRoom, ofRoom } from "../../service/web/src/handheld/estimate";
import { holds, same, tell } from "./promises";

/** The same throws of dice every time (mulberry32). */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A room with things, some gone, some deaf, some walked past too far off; one in ten walked in part. */
function walkThrough(toss: () => number, things: number, gone: number, walks: number): { here: number; heard: number } {
  const part = toss() < 0.1 ? toss() : 1;
  let [here, heard] = [0, 0];
  for (let thing = 0; thing < things; thing++) {
    if (toss() < gone) continue;
    here += 1;
    const missed = 0.03 * 0.2 ** (walks - 1);
    if (toss() > 0.05 && toss() < part * (1 - missed)) heard += 1;
  }
  return { here, heard };
}

function shareHeld(walks: number, shares: readonly number[]): number {
  const toss = dice(7);
  let [held, told] = [0, 0];
  for (let trial = 0; trial < 600; trial++) {
    const [things, share] = [5 + Math.floor(toss() * 80), shares[trial % shares.length] ?? 0];
    const { here, heard } = walkThrough(toss, things, share, walks);
    if (heard === 0 || heard === things) continue;
    const { least, most } = ofRoom({ expected: things, heard, walks, gone: 0.03 });
    told += 1;
    if (least <= here - heard && here - heard <= most) held += 1;
  }
  return held / told;
}

holds("the interval holds about nine times in ten, after one walk and after two", () => {
  const shares = [0, 0, 0.01, 0.02, 0.03, 0.05, 0.1];

  for (const walks of [1, 2]) if (shareHeld(walks, shares) < 0.88) throw new Error(`held ${shareHeld(walks, shares)} after ${walks}`);
});

holds("a room that was heard whole is done", () => {
  same({ unread: 0, least: 0, most: 0, advice: "done" }, ofRoom({ expected: 34, heard: 34, walks: 1, gone: 0.03 }));
});

holds("where half of a room is unheard, another walk is worth the way", () => {
  const half = ofRoom({ expected: 34, heard: 17, walks: 1, gone: 0.03 });

  same("walk again", half.advice);
  same(true, half.unread > 10 && half.most === 17);
});

holds("where one thing is left after three walks, it is looked for by eye", () => {
  same("look", ofRoom({ expected: 34, heard: 33, walks: 3, gone: 0.01 }).advice);
});

holds("a store of five thousand things is told of as well as a room of five", () => {
  const store = ofRoom({ expected: 5_000, heard: 4_700, walks: 1, gone: 0.03 });

  same(true, store.unread > 100 && store.most <= 300 && store.least > 0);
});

holds("the more rooms lack things, the more of the unheard is taken to be gone", () => {
  same(true, goneBy(1_000, 300) > goneBy(1_000, 100));
  const lacking = (gone: number) => ofRoom({ expected: 30, heard: 27, walks: 1, gone }).unread;
  same(true, lacking(0.3) < lacking(0.01));
});

holds("a blind count tells about nine times in ten how many tags it missed", () => {
  const toss = dice(11);
  let held = 0;

  for (let trial = 0; trial < 300; trial++) {
    const caught = Array.from({ length: 60 }, () => Number(toss() < 0.8) + Number(toss() < 0.8));
    const heard = caught.filter((walks) => walks > 0);
    const told = ofBlindRoom(heard, heard, 2);
    if (told && told.least <= 60 - heard.length && 60 - heard.length <= told.most) held += 1;
  }

  if (held < 255) throw new Error(`held in ${held} of 300`);
});

holds("a scanner that tells each tag once teaches nothing in one walk", () => {
  same(null, ofBlindRoom([1, 1, 1], [1, 1, 1], 1));
  same(null, ofBlindRoom([], [], 1));
});

tell();
