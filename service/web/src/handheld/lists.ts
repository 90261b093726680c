// What the service gives along for a count without a network. The shapes are those of service/api/handheld.py.

/**
 * `GET /api/v1/stocktakes/{stocktake}/handheld`: the frozen list of a stock-take, the same as long as `id` is.
 *
 * Rooms come in the order they lie in: building, floor, position, code. The things come in no order that says
 * anything, but always in the same: `News` names them by their place. Of a blind count (`sees` is false) only rooms come.
 */
export type Lists = {
  readonly version: 1;
  readonly id: string;
  readonly made_at: string; // ISO 8601
  readonly stocktake: {
    readonly id: string;
    readonly name: string;
    readonly cutoff: string; // ISO 8601
    readonly blind: boolean;
    readonly sees: boolean; // whether this person may see what is expected
  };
  readonly rooms: readonly Room[];
  readonly items: readonly Item[];
};

/** `counted` is false of a room the stock-take does not count: it is here because things in it may turn up elsewhere. */
export type Room = {
  readonly code: string;
  readonly name: string;
  readonly building: string; // "" where none is known
  readonly floor: number | null;
  readonly position: number | null; // neighbours share a wall
  readonly keeper: string; // "" for nobody
  readonly counted: boolean;
  readonly tags: readonly string[]; // of the door: upper-case hex
};

/** One physical thing. What is not said is not so: no key, no model, one piece, not out, and expected. */
export type Item = {
  readonly id: string; // to hand in photos: /findings/{id}/photos
  readonly no: string; // of its card: what is ticked by hand is handed in by it, or by its tag
  readonly name: string;
  readonly model?: string;
  readonly room: string | null; // code of the room it is booked in
  readonly tags: readonly string[]; // upper-case hex
  readonly out?: Out; // why it need not be in its room, or must not be anywhere any more
  readonly quantity?: number; // pieces on its card, where there are several
  readonly aside?: true; // the stock-take is not about it; it is here so that it is known when it turns up
};

export type Out = "lent" | "repair" | "in transit" | "awaiting disposal" | "shortage" | "retired";

/**
 * `GET /api/v1/stocktakes/{stocktake}/handheld/news`: how far everybody has come, by the lists of that id. Where
 * `lists` is another id than that of the lists taken along, these must be taken along anew.
 */
export type News = {
  readonly version: 1;
  readonly lists: string;
  readonly made_at: string;
  readonly revision: number; // grows whenever anything here may have changed
  readonly status: "counting" | "recount" | "review" | "closed" | "archived"; // the first two are counted in
  readonly rooms: readonly RoomNews[]; // those that are counted
  readonly seen: Readonly<Record<string, readonly number[]>>; // code of a room: places in Lists.items of what was found in it
  readonly again: Readonly<Record<string, readonly number[]>>; // the same: what a recount looks at again
};

/** `passes` are walks with a scanner by anybody. `coverage` is null in a blind count and until something was heard. */
export type RoomNews = {
  readonly code: string;
  readonly state: "waiting" | "counting" | "complete";
  readonly team: string; // "" for none
  readonly due: string | null; // the last day, ISO 8601
  readonly passes: number;
  readonly coverage: {
    readonly unread: number; // about how many things are there that nobody heard
    readonly least: number; // nine times in ten at least
    readonly most: number; // and at most
    readonly advice: Advice;
  } | null;
};

export type Advice = "walk on" | "walk again" | "look" | "done"; // look: by eye, for what no walk will hear

/** `<script type="application/json" id="shell">` of the page: who is signed in, and with which program. */
export type Shell = {
  readonly version: string; // of the built files; another one is another program
  readonly account: string; // id: what belongs to another person is never shown
  readonly name: string;
  readonly school: string; // id
  readonly school_name: string;
  readonly role: "counter" | "manager" | "admin";
  readonly language: "zh" | "en";
  readonly zone: string; // IANA name of the school's time zone
};
