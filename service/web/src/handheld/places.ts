// Where in the page somebody is, as the part of its address after "#": so that the back button leads back.
import { signal } from "@preact/signals";

export type Place =
  | { at: "start" }
  | { at: "rooms" }
  | { at: "room"; code: string }
  | { at: "unsent" }
  | { at: "sources" }
  | { at: "find"; item: string };

/** The place an address names; what is no place is the start. */
export function placeOf(hash: string): Place {
  const [at = "", ...rest] = hash.replace(/^#/, "").split("/");
  const said = decoded(rest.join("/"));
  if (at === "room" && said) return { at, code: said };
  if (at === "find" && said) return { at, item: said };
  return at === "rooms" || at === "unsent" || at === "sources" ? { at } : { at: "start" };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return ""; // an address somebody cut off in the middle of a sign
  }
}

/** The address of a place. */
export function addressOf(place: Place): string {
  if (place.at === "room") return `#room/${encodeURIComponent(place.code)}`;
  if (place.at === "find") return `#find/${encodeURIComponent(place.item)}`;
  return place.at === "start" ? "#" : `#${place.at}`;
}

/** Where somebody is now. */
export const place = signal<Place>(placeOf(location.hash));

/** Goes to another place; the back button leads back from there, unless the place is to be left behind. */
export function goTo(next: Place, leaveBehind = false): void {
  if (leaveBehind) history.replaceState(null, "", addressOf(next));
  else history.pushState(null, "", addressOf(next));
  place.value = next;
  scrollTo(0, 0);
}

/** Follows the back button, and links to places. */
export function followAddress(): void {
  addEventListener("popstate", () => (place.value = placeOf(location.hash)));
  addEventListener("hashchange", () => (place.value = placeOf(location.hash)));
}
