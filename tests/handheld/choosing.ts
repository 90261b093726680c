import { known, progress } from "../../service/web/src/handheld/known";
import type { RoomNews } from "../../service/web/src/handheld/lists";
import { nextRoom, roomsDone, stretches, teams } from "../../service/web/src/handheld/routes";
import { LISTS, news, room } from "./cast";
import { holds, same, tell } from "./promises";

const SCHOOL = known({ ...LISTS, rooms: [room("201"), room("202"), { ...room("301"), floor: 3, keeper: "Li" }, { ...room("900"), counted: false }] });

function told(code: string, more: Partial<RoomNews>): RoomNews {
  return { code, state: "waiting", team: "", due: null, passes: 0, coverage: null, ...more };
}

const AHEAD = progress(LISTS, news({ rooms: [told("201", { state: "complete" }), told("301", { team: "Two" })] }));

function codes(team: string, query: string): string[][] {
  return stretches(SCHOOL, AHEAD, new Map(), team, query).map((stretch) => stretch.rooms.map((line) => line.room.code));
}

holds("rooms come by floor as they lie, and those that are not counted are left out", () => {
  same([["201", "202"], ["301"]], codes("", ""));
});

holds("the rooms of the own team come first", () => {
  same([["301"], ["201", "202"]], codes("Two", ""));
  same(["Two"], teams(AHEAD));
});

holds("a room is found by its number, its name or its keeper", () => {
  same([["202"]], codes("", "202"));
  same([["301"]], codes("", "li"));
  same([], codes("", "nowhere"));
});

holds("a room is done as soon as anybody said so, here or elsewhere", () => {
  same({ rooms: 3, done: 1 }, roomsDone(SCHOOL, AHEAD, new Map()));
  same({ rooms: 3, done: 2 }, roomsDone(SCHOOL, AHEAD, new Map([["202", "complete"], ["201", "counting"]])));
});

holds("the next room is the next in the row that nobody has begun, round to the first", () => {
  const next = (code: string, own: [string, "counting" | "complete"][] = []) => nextRoom(SCHOOL, AHEAD, new Map(own), code)?.code ?? null;

  same(["202", "301", "202"], [next("201"), next("202"), next("301")]);
  same(null, next("202", [["301", "counting"]]));
});

tell();
