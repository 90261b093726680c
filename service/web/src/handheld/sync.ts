// Sends what waits, one thing after the other, whenever there is a network; never in the way of counting. Whatever is
// sent may be sent again, so a kill in the middle costs nothing. One tab at a time, where browsers can say so.
import { effect, signal } from "@preact/signals";
import { say } from "../words";
import { type Fate, pauseAfter } from "./answers";
import { kept, knownDone, me, news, notebook, noteDone, noteNews, notePhoto, noteWalk, waiting, walks } from "./desk";
import { type Errand, nextErrand } from "./errands";
import { askForNews, handIn, handInPhoto, sayDone, withdraw } from "./service";
import { isTheirs } from "./shell";
import { takeAlong } from "./taking";
import type { Walk } from "./walk";

/** How the line to the service is. */
export const line = signal<"idle" | "sending" | "cut" | "signed out">("idle");

/** What the service said when it did not take a room as counted, "" for nothing. */
export const unfinished = signal("");

const NEWS_MS = 30_000;
let tries = 0;
let timer: ReturnType<typeof setTimeout> | null = null;
let busy = false;

/** Sends from now on, whenever something waits. */
export function startSending(): void {
  effect(() => {
    if (nextErrand(waiting.value, me.account)) wake();
  });
  addEventListener("online", () => wake());
  document.addEventListener("visibilitychange", () => document.hidden || (wake(), void hearNews()));
  setInterval(() => document.hidden || void hearNews(), NEWS_MS);
}

/** Tries at once, whatever was tried before. */
export function wake(): void {
  tries = 0;
  if (timer !== null) clearTimeout(timer);
  timer = null;
  if (!busy) void alone(sendAll);
}

/** Asks how far everybody has come. */
export async function hearNews(): Promise<void> {
  const lists = kept.value;
  if (!lists) return;
  const { status, body } = await askForNews(lists.stocktake);
  if (status === 0) line.value = "cut";
  if (status === 401) line.value = "signed out";
  if (status !== 200 || !body) return;
  if (line.value !== "sending") line.value = "idle";
  if (body.revision !== news.value?.revision || body.status !== news.value.status) noteNews(lists.stocktake, body);
  if (body.lists !== lists.lists.id) await takeAlong(lists.stocktake);
}

async function alone(work: () => Promise<void>): Promise<void> {
  if (!("locks" in navigator)) return work();
  await navigator.locks.request("rollcall-sending", { ifAvailable: true }, (lock) => (lock ? work() : again()));
}

async function sendAll(): Promise<void> {
  busy = true;
  try {
    for (let errand = nextErrand(waiting.value, me.account); errand; errand = nextErrand(waiting.value, me.account)) {
      if (!(await sent(errand))) return again();
    }
  } finally {
    busy = false;
  }
  if (line.value !== "sending") return;
  line.value = "idle";
  void hearNews();
}

/** Whether the errand is done with, taken or refused; else it is to be tried again. */
async function sent(errand: Errand): Promise<boolean> {
  line.value = isTheirs(me.account) ? "sending" : "signed out";
  if (line.value !== "sending") return false;
  const told = await run(errand);
  if (told.fate === "again") line.value = "cut";
  if (told.fate === "sign in") line.value = "signed out";
  if (line.value !== "sending") return false;
  tries = 0;
  settle(errand, told);
  return true;
}

function again(): void {
  timer ??= setTimeout(() => {
    timer = null;
    if (!busy) void alone(sendAll);
  }, pauseAfter(tries++, Math.random()));
}

async function run(errand: Errand): Promise<Fate> {
  if (errand.kind === "photo") return handInPhoto(errand.photo);
  if (errand.kind === "done") return sayDone(errand.done);
  if (errand.kind === "withdrawal") return withdraw(errand.walk);
  if (!errand.walk.tried) noteWalk({ ...errand.walk, tried: true });
  const [traces, ticks] = await Promise.all([notebook.ofWalk("traces", errand.walk.id), notebook.ofWalk("ticks", errand.walk.id)]);
  return handIn(errand.walk, traces, ticks);
}

function settle(errand: Errand, told: Fate): void {
  const fate = told.fate === "settled" ? "sent" : "refused";
  if (errand.kind === "photo") notePhoto({ ...errand.photo, fate, said: told.said });
  if (errand.kind === "done") {
    noteDone({ ...errand.done, fate: "sent", said: told.said });
    if (fate === "sent") knownDone(errand.done);
    else unfinished.value = say("{room} could not be called counted: {why}", { room: errand.done.room, why: told.said });
  }
  if (errand.kind === "walk") settleWalk(errand.walk.id, told, fate);
  if (errand.kind === "withdrawal") noteWalk({ ...errand.walk, withdrawing: null, fate: fate === "sent" ? "dropped" : "sent", said: told.said });
}

// Somebody may have asked for it back while it was on its way; what was refused needs no taking back.
function settleWalk(id: string, told: Fate, fate: "sent" | "refused"): void {
  const walk = walks.value.find((each) => each.id === id);
  if (!walk) return;
  const said = told.said || remarked(told);
  if (fate === "refused" && walk.withdrawing !== null) noteWalk({ ...walk, fate: "dropped", withdrawing: null, said });
  else noteWalk({ ...walk, fate, said });
}

function remarked({ remarks }: Fate): string {
  const said = [
    remarks.archived ? say("The stock-take was put away for good. The walk is kept, but will not count.") : "",
    remarks.late && !remarks.archived ? say("Counting was over when this came. It is kept, and counts when a manager takes it in.") : "",
    remarks.unknown.length ? say("No card has these numbers: {numbers}", { numbers: remarks.unknown.join(", ") }) : "",
    remarks.refused ? say("Some tags could not be read: {tags}", { tags: remarks.refused }) : "",
  ];
  return said.filter((each) => each !== "").join(" ");
}
