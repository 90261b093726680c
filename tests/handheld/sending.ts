import { fateOf, pauseAfter } from "../../service/web/src/handheld/answers";
import { type Done, nextErrand, type Photo, unsent } from "../../service/web/src/handheld/errands";
import { newId } from "../../service/web/src/handheld/ids";
import { firstOf, fold, sweep, type Walk } from "../../service/web/src/handheld/walk";
import { tag } from "./cast";
import { holds, same, tell } from "./promises";

function walk(id: string, more: Partial<Walk> = {}): Walk {
  const place = { stocktake: "take-1", room: "201", roomName: "", school: "s", account: "a", by: "Ben", device: "PDA" };
  return { id, ...place, started: 0, ended: 60_000, fate: "waiting", said: "", tried: false, withdrawing: null, round: "counting", ...more };
}

const photo: Photo = { id: "p", walk: "w1", stocktake: "take-1", subject: "x", name: "", image: new Blob(), fate: "waiting", said: "" };
const done: Done = { stocktake: "take-1", room: "201", account: "a", at: 1, fate: "waiting", said: "" };

holds("walks go in the order they ended, then photos, then the word that the room is done", () => {
  const [first, second] = [walk("w1"), walk("w2", { ended: 90_000 })];
  const sent = [{ ...first, fate: "sent" as const }, { ...second, fate: "sent" as const }];

  same("w1", idOf({ walks: [second, first], photos: [photo], dones: [done] }));
  same("w2", idOf({ walks: [sent[0]!, second], photos: [], dones: [done] }));
  same("photo", nextErrand({ walks: sent, photos: [photo], dones: [done] }, "a")?.kind);
  same("done", nextErrand({ walks: sent, photos: [], dones: [done] }, "a")?.kind);
});

holds("a walk that goes on, was dropped or belongs to another person is not sent", () => {
  const walks = [walk("w1", { ended: null }), walk("w2", { fate: "dropped" }), walk("w3", { account: "b" })];

  same(null, nextErrand({ walks, photos: [photo], dones: [] }, "a"));
});

holds("a room with a walk the service refused is not called done", () => {
  const waiting = { walks: [walk("w1", { fate: "refused" })], photos: [photo], dones: [done] };

  same(null, nextErrand(waiting, "a"));
  same(3, unsent(waiting));
});

holds("a walk that was sent is taken back when somebody asks", () => {
  const waiting = { walks: [walk("w1", { fate: "sent", withdrawing: "wrong room" })], photos: [], dones: [] };

  same("withdrawal", nextErrand(waiting, "a")?.kind);
  same(1, unsent(waiting));
});

holds("what the service took is settled, with what it remarked", () => {
  const told = fateOf(200, { version: 1, late: true, archived: false, refused: [{ n: 1 }], unknown_numbers: ["ZC-9"] });

  same(["settled", true, 1, ["ZC-9"]], [told.fate, told.remarks.late, told.remarks.refused, told.remarks.unknown]);
});

holds("only a refusal for good ends the trying", () => {
  same(["again", "again", "again", "again"], [0, 500, 503, 429].map((status) => fateOf(status, null).fate));
  same("again", fateOf(200, "<html>sign in to the wireless network</html>").fate);
  same("sign in", fateOf(401, { detail: "" }).fate);
  same(["refused", "gone"], [fateOf(404, { detail: "gone" }).fate, fateOf(409, { detail: "gone" }).said]);
});

holds("the pauses grow to a minute and are never nought", () => {
  same([1_000, 2_000, 4_000, 30_000], [0, 1, 2, 9].map((tries) => pauseAfter(tries, 0)));
  same(60_000, pauseAfter(9, 1));
});

holds("answers of one tag are folded into one sighting", () => {
  const trace = firstOf("w1", { ...tag("AABBCCDD", 1_000), rssi: -60 });
  fold(trace, { ...tag("AABBCCDD", 3_000), rssi: -50 });
  fold(trace, { ...tag("AABBCCDD", 2_000), rssi: null });

  const sent = sweep(walk("w1"), [trace], [], 120_000) as { sightings: object[]; ended_at: string };

  const heard = { first_seen: "1970-01-01T00:00:01.000Z", last_seen: "1970-01-01T00:00:03.000Z", reads: 3, rssi_max: -50, rssi_mean: -55 };
  same([{ tag: "AABBCCDD", tid: null, ...heard }], sent.sightings);
  same("1970-01-01T00:01:00.000Z", sent.ended_at);
});

holds("ids made later sort after those made before", () => {
  const [early, late] = [newId(1_000, new Uint8Array(10).fill(255)), newId(2_000, new Uint8Array(10))];

  same(true, early < late);
  same(true, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(early));
});

function idOf(waiting: Parameters<typeof nextErrand>[0]): string | null {
  const errand = nextErrand(waiting, "a");
  return errand?.kind === "walk" ? errand.walk.id : null;
}

tell();
