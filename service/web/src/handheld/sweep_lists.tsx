// The lists of a room: what is not yet seen, to be ticked by hand; what belongs elsewhere; what nobody knows.
import { useState } from "preact/hooks";
import { say } from "../words";
import { addPhoto, photosOf } from "./correcting";
import { type Counting, walksThrough } from "./counting";
import { Icon } from "./icons";
import { isKnown, mustBeThere, written } from "./known";
import { complaint } from "./listening";
import type { Item } from "./lists";
import { reduced } from "./picture";
import { outcomeWords } from "./outcome_words";
import { goTo } from "./places";

type Tab = "open" | "seen" | "foreign" | "unknown";

const AT_ONCE = 50;

export function SweepLists({ now }: { now: Counting }) {
  const [tab, setTab] = useState<Tab>("open");
  const [query, setQuery] = useState("");
  const tally = now.look();
  if (!tally.known.lists.stocktake.sees) return <ByNumber now={now} />;
  const open = tally.booked.filter((item) => mustBeThere(item) && (!tally.has(item) || now.mayUntick(item.id)));
  const tabs: [Tab, string, number][] = [
    ["open", say("Not yet seen"), tally.expected - tally.found],
    ["foreign", say("From elsewhere"), tally.foreign.size],
    ["unknown", say("Unknown"), tally.unknown.size],
    ["seen", say("Seen"), tally.found],
  ];
  return (
    <>
      <div class="tabs" role="group" aria-label={say("Lists")}>
        {tabs.map(([name, words, size]) => (
          <button key={name} type="button" class="tab" aria-pressed={tab === name} onClick={() => setTab(name)}>
            <span>{words}</span> <b>{size}</b>
          </button>
        ))}
      </div>
      <Search now={now} query={query} onQuery={setQuery} />
      {tab === "open" && <Things now={now} items={open} query={query} empty={say("Everything that is booked here was seen.")} />}
      {tab === "seen" && <Things now={now} items={tally.booked.filter((item) => tally.has(item))} query={query} empty={say("Nothing was seen yet.")} />}
      {tab === "foreign" && <Foreign now={now} query={query} />}
      {tab === "unknown" && <Unknown now={now} query={query} />}
    </>
  );
}

// A scanner that types while somebody searches writes into the field, and ends it with Enter.
function Search({ now, query, onQuery }: { now: Counting; query: string; onQuery: (query: string) => void }) {
  const enter = (event: SubmitEvent) => {
    event.preventDefault();
    const heard = written(query, Date.now());
    if (heard.kind === "code" && !isKnown(now.known, heard)) return;
    now.hear(heard);
    onQuery("");
  };
  return (
    <form role="search" onSubmit={enter}>
      <input
        class="field"
        type="search"
        aria-label={say("Search these lists")}
        placeholder={say("Search by name or number")}
        value={query}
        onInput={(event) => onQuery(event.currentTarget.value)}
      />
    </form>
  );
}

type Things = { now: Counting; items: readonly Item[]; query: string; empty: string };

function Things({ now, items, query, empty }: Things) {
  const [shown, setShown] = useState(AT_ONCE);
  const found = items.filter((item) => fits(query, item.name, item.no, item.model ?? ""));
  if (found.length === 0) return <p class="empty">{query ? say("Nothing is called so.") : empty}</p>;
  return (
    <>
      <ul class="rows">
        {found.slice(0, shown).map((item) => (
          <Thing key={item.id} now={now} item={item} />
        ))}
      </ul>
      {found.length > shown && (
        <button class="button button--wide" type="button" onClick={() => setShown(shown + AT_ONCE * 2)}>
          {say("Show more ({more})", { more: found.length - shown })}
        </button>
      )}
    </>
  );
}

function Thing({ now, item }: { now: Counting; item: Item }) {
  const tally = now.look();
  const seen = tally.has(item);
  const mine = now.mayUntick(item.id);
  const elsewhere = seen ? null : tally.elsewhere(item);
  const about = [item.no, item.model ?? "", item.tags.length ? "" : say("no tag"), elsewhere ? say("found in {room}", { room: elsewhere.code }) : ""];
  return (
    <li class={`thing ${seen ? "thing--seen" : ""}`}>
      <button class="thing__tick" type="button" aria-pressed={seen} disabled={seen && !mine} onClick={() => (mine ? now.untick(item.id) : now.tick(item))}>
        <span class="thing__box">
          <Icon name="check" />
        </span>
        <span class="row__main">
          <b>{item.name}</b>
          <span class="soft">{about.filter((each) => each !== "").join(" · ")}</span>
        </span>
      </button>
      {mine && <Photo now={now} subject={item.id} name={item.name} />}
      {!seen && item.tags.length > 0 && (
        <button class="thing__side" type="button" aria-label={say("Find {thing}", { thing: item.name })} onClick={() => goTo({ at: "find", item: item.id })}>
          <Icon name="find" />
        </button>
      )}
    </li>
  );
}

function Photo({ now, subject, name }: { now: Counting; subject: string; name: string }) {
  const taken = photosOf(subject);
  const take = async (field: HTMLInputElement) => {
    const [file, walk] = [field.files?.[0], now.walk ?? walksThrough(now.glance().room.code).slice(-1)[0]];
    if (!file || !walk) return;
    try {
      addPhoto(walk, subject, name, await reduced(file));
    } catch {
      complaint.value = say("This is no photo.");
    }
    field.value = "";
  };
  return (
    <label class="thing__side">
      <Icon name="photo" />
      {taken > 0 && <b class="thing__photos">{taken}</b>}
      <span class="unseen">{say("Photo of {thing}", { thing: name })}</span>
      <input class="unseen" type="file" accept="image/*" capture="environment" onChange={(event) => void take(event.currentTarget)} />
    </label>
  );
}

function Foreign({ now, query }: { now: Counting; query: string }) {
  const found = [...now.look().foreign.values()].filter((each) => fits(query, each.item?.name ?? "", each.item?.no ?? ""));
  if (found.length === 0) return <p class="empty">{say("Nothing from elsewhere was heard here.")}</p>;
  return (
    <ul class="rows">
      {found.slice(0, AT_ONCE * 4).map((each) => (
        <li key={each.text} class="plainrow">
          <span class="row__main">
            <b>{each.item?.name}</b>
            <span class="soft">{each.item?.no}</span>
          </span>
          <span class="chip chip--foreign">{outcomeWords(each)}</span>
        </li>
      ))}
    </ul>
  );
}

// What an unknown tag is on is told best by a photo; a number somebody typed is no finding that could hold one.
function Unknown({ now, query }: { now: Counting; query: string }) {
  const tally = now.look();
  const found = [...tally.unknown.keys()].filter((text) => fits(query, text));
  if (found.length === 0) return <p class="empty">{say("No unknown tag was heard here.")}</p>;
  return (
    <ul class="rows">
      {found.slice(0, AT_ONCE * 4).map((text) => (
        <li key={text} class="plainrow">
          <code class="row__main">{text}</code>
          {tally.heard(text) && <Photo now={now} subject={text} name={text} />}
        </li>
      ))}
    </ul>
  );
}

// Who counts blind sees no list, and ticks by the number that stands on the thing.
function ByNumber({ now }: { now: Counting }) {
  const tick = (event: SubmitEvent) => {
    event.preventDefault();
    const field = (event.currentTarget as HTMLFormElement).elements.namedItem("number") as HTMLInputElement;
    if (field.value.trim()) now.hear(written(field.value, Date.now()));
    field.value = "";
  };
  return (
    <form class="search" onSubmit={tick}>
      <label for="number">{say("No tag? Type the number on the thing.")}</label>
      <div class="pair">
        <input class="field field--tall" id="number" name="number" autocomplete="off" maxLength={200} />
        <button class="button button--tall" type="submit">
          {say("Tick")}
        </button>
      </div>
    </form>
  );
}

function fits(query: string, ...texts: string[]): boolean {
  const wanted = query.trim().toLowerCase();
  return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
}
