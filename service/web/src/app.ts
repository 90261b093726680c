// What the pages need beyond plain HTML: live boards, searching while typing, printing.
import htmx from "htmx.org";
import "./live";

// Nothing is evaluated from attributes and no style is injected, so a strict content security policy holds.
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.selfRequestsOnly = true;

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-print]")) window.print();
});
