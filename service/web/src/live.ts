// Keeps what is shown live: says when the line is cut, and holds it only while somebody looks.
import htmx from "htmx.org";
import "htmx-ext-sse";

type Opened = CustomEvent<{ source: EventSource }>;
type Swapped = CustomEvent<{ target: Element; fragment: DocumentFragment }>;

const sources = new Map<Element, EventSource>();

function show(state: "live" | "waiting"): void {
  document.documentElement.dataset["line"] = state;
}

document.addEventListener("htmx:sseOpen", (event) => {
  const { source } = (event as Opened).detail;
  if (event.target instanceof Element && sources.get(event.target) !== source) {
    sources.set(event.target, source);
    source.addEventListener("anew", () => anew(source));
  }
  show("live");
});
document.addEventListener("htmx:sseError", () => show("waiting"));

// The stock-take has come further, and the page for that is another one. Who will not leave this one sees it stand still.
function anew(source: EventSource): void {
  source.close();
  show("waiting");
  location.reload();
}

// A browser opens at most six connections to one host over HTTP/1.1. Each live page holds one, so a seventh
// tab would wait for ever: a page out of sight lets go, and asks for what it missed when it is seen again.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) release();
  else document.querySelectorAll("[sse-connect]").forEach(listenAgain);
});

function release(): void {
  sources.forEach((source) => source.close());
  sources.clear();
}

function listenAgain(listener: Element): void {
  if (sources.has(listener)) return;
  const fresh = listener.cloneNode(true) as Element;
  listener.replaceWith(fresh);
  htmx.process(fresh);
}

// What somebody unfolded, filled in or went to stays so when its part of the page is sent again.
let attended = "";

document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const { target, fragment } = (event as Swapped).detail;
  attended = target.contains(document.activeElement) ? (document.activeElement?.id ?? "") : "";
  for (const kept of [target, ...target.querySelectorAll("[id]")]) {
    const sent = kept.id ? fragment.querySelector(`#${CSS.escape(kept.id)}`) : null;
    if (kept instanceof HTMLDetailsElement && sent instanceof HTMLDetailsElement) sent.open = kept.open;
    if (kept instanceof HTMLInputElement && sent instanceof HTMLInputElement) sent.value = kept.value;
  }
});

document.addEventListener("htmx:oobAfterSwap", () => {
  if (attended) document.getElementById(attended)?.focus();
});
