// What becomes of something that was sent, by what the service answered.

/**
 * "settled": the service has it, `said` is what it remarked. "again": later, nothing is lost. "sign in": somebody must
 * sign in first. "refused": never as it is, and `said` is why.
 */
export type Fate = { fate: "settled" | "again" | "sign in" | "refused"; said: string; remarks: Remarks };

/** What the service remarked on a walk it took. */
export type Remarks = { late: boolean; archived: boolean; unknown: string[]; refused: number };

const NOTHING: Remarks = { late: false, archived: false, unknown: [], refused: 0 };
// Request Timeout, Too Early, Too Many Requests.
const PASSING = new Set([408, 425, 429]);

/** What this answer means; status 0 stands for no answer. A page instead of JSON comes from somebody in between. */
export function fateOf(status: number, body: unknown): Fate {
  if (status === 401) return { fate: "sign in", said: "", remarks: NOTHING };
  if (status >= 200 && status < 300 && isObject(body)) return { fate: "settled", said: "", remarks: remarksIn(body) };
  if (status >= 400 && status < 500 && !PASSING.has(status)) return { fate: "refused", said: detailOf(body) || `HTTP ${status}`, remarks: NOTHING };
  return { fate: "again", said: "", remarks: NOTHING };
}

/** How long to wait before the next try, in milliseconds: from 2 seconds, doubled each time, to a minute, with jitter. */
export function pauseAfter(tries: number, random: number): number {
  return Math.min(60_000, 2_000 * 2 ** Math.min(tries, 5)) * (0.5 + random / 2);
}

function remarksIn(body: Record<string, unknown>): Remarks {
  return {
    late: body["late"] === true,
    archived: body["archived"] === true,
    unknown: Array.isArray(body["unknown_numbers"]) ? body["unknown_numbers"].map(String) : [],
    refused: Array.isArray(body["refused"]) ? body["refused"].length : 0,
  };
}

function detailOf(body: unknown): string {
  const detail = isObject(body) ? body["detail"] : "";
  return typeof detail === "string" ? detail : JSON.stringify(detail);
}

function isObject(body: unknown): body is Record<string, unknown> {
  return typeof body === "object" && body !== null;
}
