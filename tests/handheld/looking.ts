import { known } from "../../service/web/src/handheld/known";
import { forgetOthers, knownTrace } from "../../service/web/src/handheld/trace";
import { BLIND, LISTS } from "./cast";
import { holds, same, tell } from "./promises";

const thing = { id: "1", no: "ZC-1", name: "投影仪", model: "", tags: [], booked: null, places: [] };

holds("what one person looked up is gone when another opens the page, and nothing else is", () => {
  const shelves: Record<string, unknown> = { "rollcall-places-ada": JSON.stringify([thing]), "rollcall-places-ben": "[]", "rollcall-loud": "on" };
  const on = { getItem: (name: string) => shelves[name] ?? null, removeItem: (name: string) => delete shelves[name] };
  Object.assign(globalThis, { localStorage: Object.setPrototypeOf(shelves, on) });
  same("ZC-1", knownTrace("1", "ada", null, null)?.no);

  forgetOthers("ben");

  same(["rollcall-places-ben", "rollcall-loud"], Object.keys(shelves));
  same(null, knownTrace("1", "ada", null, null));
});

holds("in a blind count nothing is told of what was looked up before", () => {
  Object.assign(globalThis, { localStorage: { getItem: () => JSON.stringify([thing]) } });

  same("ZC-1", knownTrace("1", "ada", known(LISTS), null)?.no);
  same(null, knownTrace("1", "ada", known(BLIND), null));
});

tell();
