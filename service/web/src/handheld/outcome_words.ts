// What a walk finds of one tag or thing, as people are told.
import { say } from "../words";
import type { Outcome } from "./tally";

/** What an outcome means, in words. */
export function outcomeWords({ kind, item, room }: Outcome): string {
  if (kind === "verified") return item?.out === "lent" ? say("belongs here, though it is lent") : say("belongs here");
  if (kind === "unknown") return say("is on no list");
  if (kind === "room") return say("a door");
  if (kind === "heard") return say("heard");
  if (item?.out === "retired") return say("is written off");
  return room ? say("belongs in {room}", { room: `${room.code} ${room.name === room.code ? "" : room.name}`.trim() }) : say("has no room in the books");
}
