// What is asked of the service and told to it. Nothing here waits for ever, and a lost network is an answer like others.
import { type Fate, fateOf } from "./answers";
import { me } from "./desk";
import type { Photo } from "./errands";
import type { Lists, News } from "./lists";
import { isTheirs } from "./shell";
import { sweep, type Tick, type Trace, type Walk } from "./walk";

const PATIENCE_MS = 60_000;
const API = "/api/v1/stocktakes";

/** A stock-take that may be counted in. */
export type Offered = { id: string; name: string; status: string; rooms: number; rooms_complete: number };

/** An answer: `status` 0 stands for none. */
export type Answer<T> = { status: number; body: T | null; etag: string };

/** The stock-takes whose rooms are counted now. */
export async function offered(): Promise<Answer<Offered[]>> {
  const all = await ask<Offered[]>(API);
  return { ...all, body: all.body?.filter(({ status }) => status === "counting" || status === "recount") ?? null };
}

/** The lists of a stock-take; status 304: they are as those of `etag`. `got` hears how many bytes came so far. */
export function askForLists(stocktake: string, etag: string, got: (bytes: number) => void): Promise<Answer<Lists>> {
  return ask<Lists>(`${API}/${stocktake}/handheld`, { headers: etag ? { "If-None-Match": etag } : {} }, got);
}

/** How far everybody has come. */
export function askForNews(stocktake: string): Promise<Answer<News>> {
  return ask<News>(`${API}/${stocktake}/handheld/news`);
}

/** Hands in a finished walk, as often as somebody likes. */
export async function handIn(walk: Walk, traces: readonly Trace[], ticks: readonly Tick[]): Promise<Fate> {
  return tell(`${ofRoom(walk)}/passes`, JSON.stringify(sweep(walk, traces, ticks, Date.now())));
}

/** Takes a walk back that was handed in. */
export async function withdraw(walk: Walk): Promise<Fate> {
  return tell(`${API}/${walk.stocktake}/passes/${walk.id}/withdraw`, JSON.stringify({ reason: walk.withdrawing }));
}

/** Hands in a photo. */
export async function handInPhoto(photo: Photo): Promise<Fate> {
  const form = new FormData();
  form.set("photo", photo.image, "photo.jpg");
  return tell(`${API}/${photo.stocktake}/findings/${photo.subject}/photos`, form);
}

/** Says that the room is counted. */
export async function sayDone(room: { stocktake: string; room: string }): Promise<Fate> {
  return tell(`${ofRoom(room)}/complete`, null);
}

function ofRoom({ stocktake, room }: { stocktake: string; room: string }): string {
  return `${API}/${stocktake}/rooms/${room.split("/").map(encodeURIComponent).join("/")}`;
}

async function tell(address: string, body: BodyInit | null): Promise<Fate> {
  const headers: HeadersInit = typeof body === "string" ? { "Content-Type": "application/json" } : {};
  const { status, body: said } = await ask<unknown>(address, { method: "POST", body, headers });
  return fateOf(status, said);
}

// A page that was left open asks nothing as whoever signed in since: what they may see is not for whom it was opened.
async function ask<T>(address: string, init: RequestInit = {}, got: (bytes: number) => void = () => {}): Promise<Answer<T>> {
  if (!isTheirs(me.account)) return { status: 401, body: null, etag: "" };
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const answer = await fetch(address, { ...init, signal: patience.signal });
    const text = await whole(answer, got);
    return { status: answer.status, body: json<T>(text), etag: answer.headers.get("ETag") ?? "" };
  } catch {
    return { status: 0, body: null, etag: "" };
  } finally {
    clearTimeout(timer);
  }
}

// What is no JSON was not written by the service.
function json<T>(text: string): T | null {
  try {
    return JSON.parse(text) as T;
  } catch {
    return null;
  }
}

async function whole(answer: Response, got: (bytes: number) => void): Promise<string> {
  const reader = answer.body?.getReader();
  if (!reader) return answer.text();
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    bytes += part.value.length;
    got(bytes);
    text += decoder.decode(part.value, { stream: true });
  }
  return text + decoder.decode();
}
