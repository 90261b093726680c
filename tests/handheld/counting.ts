import { known, meaning, numberOf, progress, unseenInDone } from "../../service/web/src/handheld/known";
import { firstOf } from "../../service/web/src/handheld/walk";
import { BLIND, COMPUTER, DESK, DESK2, DOOR, LISTS, PROJECTOR, STRANGE, code, news, tag, tally } from "./cast";
import { holds, same, tell } from "./promises";

holds("a thing booked here is verified, and counts once however often it answers", () => {
  const count = tally();

  const outcomes = [count.hear(tag(PROJECTOR)), count.hear(tag(PROJECTOR))];

  same(["verified", "verified"], outcomes.map((each) => each.kind));
  same([false, true], outcomes.map((each) => each.again));
  same([1, 3], [count.found, count.expected]);
});

holds("a thing of another room is foreign, and where it belongs is told", () => {
  const found = tally().hear(tag(DESK));

  same(["foreign", "202"], [found.kind, found.room?.code]);
});

holds("a tag on no list is unknown, once", () => {
  const count = tally();

  same(["unknown", "unknown"], [count.hear(tag(STRANGE)), count.hear(tag(STRANGE))].map((each) => each.kind));
  same(1, count.unknown.size);
});

holds("the tag of a door is its room, and counts as nothing", () => {
  const count = tally();

  same(["room", "202"], [count.hear(tag(DOOR)).kind, count.hear(tag(DOOR)).room?.code]);
  same(0, count.tags);
});

holds("what somebody else found here is counted already", () => {
  const count = tally("201", news({ seen: { "201": [0, 4] } }));

  same([1, true], [count.found, count.hear(tag(PROJECTOR)).again]);
});

holds("what somebody else finds meanwhile is counted at once", () => {
  const count = tally();
  count.hear(tag(PROJECTOR));

  count.learn(progress(LISTS, news({ seen: { "201": [0, 1] } })));

  same([2, true], [count.found, count.hear(tag(COMPUTER)).again]);
});

holds("what another device took back is not seen any more, unless it was heard here too", () => {
  const count = tally("201", news({ seen: { "201": [0, 1] } }));
  count.hear(tag(PROJECTOR));

  count.learn(progress(LISTS, news({ seen: {} })));

  same(1, count.found);
});

holds("news of other lists say nothing about things", () => {
  same(0, tally("201", news({ lists: "list-2", seen: { "201": [0] } })).found);
});

holds("a recount asks for what is to be looked at again, and takes nothing found before for granted", () => {
  const count = tally("201", news({ status: "recount", seen: { "201": [0, 1] }, again: { "201": [1] } }));

  same([1, 0], [count.expected, count.found]);
  count.hear(tag(PROJECTOR));
  same(0, count.found);
  count.hear(tag(COMPUTER));
  same(1, count.found);
});

holds("a thing that is lent is not asked for, but welcome", () => {
  const count = tally();

  const found = count.hear(tag("E28011606000020464A1B2E1"));

  same(["verified", 0, 3], [found.kind, count.found, count.expected]);
});

holds("a thing ticked by hand counts until the tick is taken back", () => {
  const count = tally();

  count.tick({ walk: "w", key: "shelf", number: "ZC-shelf", note: "", at: 1 });
  same(1, count.found);
  count.untick("shelf");
  same(0, count.found);
});

holds("taking back a tick of a thing that was heard too leaves it counted", () => {
  const count = tally();
  count.hear(tag(PROJECTOR));
  count.tick({ walk: "w", key: "projector", number: "ZC-projector", note: "", at: 1 });

  count.untick("projector");

  same(1, count.found);
});

holds("a walk that is opened again stands where it stood", () => {
  const [before, after] = [tally(), tally()];
  for (const each of [PROJECTOR, DESK, STRANGE]) before.hear(tag(each));

  for (const each of [PROJECTOR, DESK, STRANGE]) after.recall(firstOf("w", tag(each)), true);

  const seen = (count: typeof before) => [count.found, count.tags, count.tagsNow, [...count.foreign.keys()], [...count.unknown.keys()]];
  same(seen(before), seen(after));
  same(true, after.hear(tag(PROJECTOR)).again);
});

holds("another walk hears the same tags anew and finds nothing twice", () => {
  const count = tally();
  count.hear(tag(PROJECTOR));

  count.walkAgain();
  count.hear(tag(PROJECTOR));

  same([1, 1, 1, 2], [count.found, count.tags, count.tagsNow, count.walks]);
});

holds("who counts blind is told of no tag more than that it was heard", () => {
  const count = tally("201", null, BLIND);

  const outcomes = [count.hear(tag(PROJECTOR)), count.hear(tag(PROJECTOR)), count.hear(tag(STRANGE))];

  same(["heard", "heard", "heard"], outcomes.map((each) => each.kind));
  same([0, 2, 0], [count.expected, count.tags, count.booked.length]);
});

holds("the code of a label is the thing, its number the card, and a room's code the room", () => {
  const all = known(LISTS);
  const address = "https://rollcall.school/things/0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f01";
  const strange = "https://rollcall.school/things/0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f02";

  same([1, true], [meaning(all, code("ZC-shelf")).items.length, meaning(all, code("ZC-shelf")).certain]);
  same([2, false], [meaning(all, code("ZC-DESKS")).items.length, meaning(all, code("ZC-DESKS")).certain]);
  same("202", meaning(all, code("202")).room?.code);
  same([["0193f6b011aa7c028d2e5b6c7d8e9f01"], []], [address, strange].map((text) => meaning(all, code(text)).items.map((each) => each.id)));
});

holds("rooms that are done teach how much is not found", () => {
  const room = { code: "201", state: "complete" as const, team: "", due: null, passes: 1, coverage: null };
  const told = progress(LISTS, news({ rooms: [room], seen: { "201": [0] } }));

  same({ expected: 2, unseen: 1 }, unseenInDone(known(LISTS), told));
});

holds("a tick is handed in by a number that means just this piece", () => {
  const all = known(LISTS);
  const of = (id: string) => numberOf(all, all.items.get(id) ?? LISTS.items[0]!, "https://r");

  same(["ZC-shelf", DESK, "https://r/things/0193f6b0-11aa-7c02-8d2e-5b6c7d8e9f01"], [of("shelf"), of("desk"), of(DESK2)]);
});

tell();
