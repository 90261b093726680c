// One walk through one room: what it heard, folded by tag, and what was ticked by hand.
import type { Heard } from "../sources/source";

/**
 * A walk. `ended`: null while it goes on. `fate`: "dropped" was taken back before it was sent, "refused" will never be
 * taken as it is, and `said` tells why. `tried`: it went out, so the service may have it even if no answer came.
 * `withdrawing`: it is to be taken back at the service, for this reason. `round`: the state of the stock-take when it
 * began; what was heard in another round does not count in this one.
 */
export type Walk = {
  id: string;
  account: string;
  by: string;
  school: string;
  stocktake: string;
  room: string;
  roomName: string;
  device: string;
  started: number;
  ended: number | null;
  fate: "waiting" | "sent" | "refused" | "dropped";
  said: string;
  tried: boolean;
  withdrawing: string | null;
  round: "counting" | "recount";
};

/** Every answer of one tag in one walk; times in milliseconds since 1970, strengths in dBm. */
export type Trace = {
  walk: string;
  tag: string;
  tid: string | null;
  first: number;
  last: number;
  reads: number;
  loudest: number | null;
  strengths: number;
  told: number;
};

/** A thing seen with one's own eyes. `key`: the item's id, or what was read where no item is known by it. */
export type Tick = { walk: string; key: string; number: string; note: string; at: number };

/** The first answer of a tag. */
export function firstOf(walk: string, heard: Heard): Trace {
  const fresh: Trace = { walk, tag: heard.text, tid: heard.tid, first: heard.at, last: heard.at, reads: 0, loudest: null, strengths: 0, told: 0 };
  fold(fresh, heard);
  return fresh;
}

/** Adds one more answer to the trace, in place: it may come a thousand times a second. */
export function fold(trace: Trace, heard: Heard): void {
  trace.reads += 1;
  trace.first = Math.min(trace.first, heard.at);
  trace.last = Math.max(trace.last, heard.at);
  trace.tid ??= heard.tid;
  if (heard.rssi === null) return;
  trace.loudest = Math.max(trace.loudest ?? heard.rssi, heard.rssi);
  trace.strengths += heard.rssi;
  trace.told += 1;
}

/** The walk as the service takes it (sweep, version 1); `now` is the moment of sending by this device. */
export function sweep(walk: Walk, traces: readonly Trace[], ticks: readonly Tick[], now: number): object {
  return {
    version: 1,
    pass_id: walk.id,
    device: walk.device,
    counted_by: walk.by,
    started_at: moment(walk.started),
    ended_at: moment(walk.ended ?? now),
    sent_at: moment(now),
    sightings: traces.map(sighting),
    seen_by_hand: ticks.map(({ number, note }) => ({ asset_no: number, note })),
  };
}

function sighting(trace: Trace): object {
  return {
    tag: trace.tag,
    tid: trace.tid,
    first_seen: moment(trace.first),
    last_seen: moment(trace.last),
    reads: trace.reads,
    rssi_max: trace.loudest,
    rssi_mean: trace.told ? trace.strengths / trace.told : null,
  };
}

function moment(at: number): string {
  return new Date(at).toISOString();
}
