// What the tests ask of the sources of tags, as functions that take and give what JSON can say.
import { FAMILIES } from "../../service/web/src/sources/families";
import { unhex } from "../../service/web/src/sources/families/bytes";
import type { Event, Decoder } from "../../service/web/src/sources/families/events";

type Played = { events: Event[]; most: number; waiting: number };

/** The events of these chunks of hexadecimal digits, an empty one for silence; the most that ever waited, and what waits now. */
export function decode(family: string, chunks: string[]): Played {
  const decoder = familyOf(family).decoder();
  let most = 0;
  const events = chunks.flatMap((chunk) => {
    const said = take(decoder, chunk);
    most = Math.max(most, decoder.waiting);
    return said;
  });
  return { events, most, waiting: decoder.waiting };
}

export const names = (): string[] => FAMILIES.map((family) => family.name);

const take = (decoder: Decoder, chunk: string): Event[] => (chunk ? decoder.feed(unhex(chunk)) : decoder.idle());

function familyOf(name: string) {
  const found = FAMILIES.find((family) => family.name === name);
  if (!found) throw new Error(`no family ${name}`);
  return found;
}
