// The few keys of the pages, and the panels at the top: one open at a time, closed by Esc or a click beside it.

const panels = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>(".pop[open]")];

const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));

function search(): void {
  const field = document.querySelector<HTMLInputElement>("main input[type=search]");
  if (field) field.focus();
  else location.assign("/assets");
}

function help(): void {
  const summary = document.querySelector<HTMLElement>("[data-help] > summary");
  summary?.focus();
  summary?.click();
}

function close(): void {
  panels().forEach((panel) => {
    panel.open = false;
    panel.querySelector("summary")?.focus();
  });
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return close();
  if (event.ctrlKey || event.altKey || event.metaKey || writing(event.target) || !("keys" in document.body.dataset)) return;
  const act = { "/": search, "?": help }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("click", (event) => {
  const within = event.target instanceof Element ? event.target.closest(".pop") : null;
  panels().forEach((panel) => (panel.open = panel === within));
});

// On a phone the menu is one long line: where one is shall be in sight. Only the line is moved, never the page.
const now = document.querySelector<HTMLElement>(".top__nav [aria-current]");
const line = now?.parentElement;
if (now && line) line.scrollLeft = now.offsetLeft - (line.clientWidth - now.offsetWidth) / 2;
