// What the pages need beyond plain HTML: live boards, searching while typing, printing, patience.
import htmx from "htmx.org";
import "./keys";
import "./live";
import "./tagging";
import "./ticking";

// Nothing is evaluated from attributes and no style is injected, so a strict content security policy holds.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});

// "Tick all" ticks the boxes of its name beside it: those of its own fold or card, or of the whole page.
document.addEventListener("change", (event) => {
  const all = event.target;
  if (!(all instanceof HTMLInputElement) || !all.dataset["tickAll"]) return;
  const within = all.closest("details, .card") ?? document;
  const name = all.dataset["tickAll"];
  within.querySelectorAll<HTMLInputElement>(`input[name="${name}"], input[data-tick-all="${name}"]`).forEach((box) => {
    box.checked = all.checked;
  });
});

// An impatient second press would do the thing twice. After this time the first one is taken for lost.
const PATIENCE_MS = 10_000;
const pressed = new WeakMap<EventTarget, number>();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form) return;
  const before = pressed.get(form);
  if (before !== undefined && event.timeStamp - before < PATIENCE_MS) event.preventDefault();
  else pressed.set(form, event.timeStamp);
});
