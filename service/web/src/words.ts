// What people read, in their language. The sentence in English is the key, with named gaps: {count}, {room}.
//
// The service gives the sentences of the page's language in <script type="application/json" id="words">. The build
// collects them from the calls below, so each must be written out there, in double quotes.

type Facts = Readonly<Record<string, string | number>>;

// Pure modules are tried out without a page.
const page: Document | undefined = globalThis.document;
const given = page?.getElementById("words")?.textContent;
const words: Readonly<Record<string, string>> = given ? JSON.parse(given) : {};
// English as in the office pages: the day before the month, and the hours of a day from 0 to 23.
const language = (page?.documentElement.lang || "en").replace(/^en$/, "en-GB");
const numbers = new Intl.NumberFormat(language);

/** Marks a sentence that is said later than it is written, as in a table. */
export function key(text: string): string {
  return text;
}

/** The sentence in the reader's language, its gaps filled. */
export function say(text: string, facts: Facts = {}): string {
  return filled(words[text] ?? text, facts);
}

/** The sentence for `count` things; the gap {count} takes the number. */
export function count(one: string, many: string, count: number, facts: Facts = {}): string {
  return filled(words[one] ?? (count === 1 ? one : many), { ...facts, count });
}

/** A number with its thousands apart. */
export function number(value: number): string {
  return numbers.format(value);
}

/** The time of day; with its day where it was another day, and the year where it was another year; by this device's clock. */
export function moment(at: number | string): string {
  const then = new Date(at);
  const now = new Date();
  const year: Intl.DateTimeFormatOptions = then.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
  const day: Intl.DateTimeFormatOptions = then.toDateString() === now.toDateString() ? {} : { ...year, month: "short", day: "numeric" };
  return then.toLocaleString(language, { ...day, hour: "2-digit", minute: "2-digit" });
}

function filled(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const fact = facts[name];
    return fact === undefined ? gap : typeof fact === "number" ? number(fact) : fact;
  });
}
