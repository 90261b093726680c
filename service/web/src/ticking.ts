// Ticking by hand: what is typed or scanned is queued at once and sent in order, so that a fast scanner loses nothing.
import htmx from "htmx.org";

type Waiting = { address: string; form: FormData; shown: string };

const RETRY_MS = 3_000;
const queue: Waiting[] = [];
let sending = false;

// Before anybody else hears of it: these forms may be sent as often as somebody likes.
document.addEventListener("submit", take, true);
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLTextAreaElement) || !field.closest("form[data-tick]")) return;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (field.value.trim()) field.form?.requestSubmit();
});
window.addEventListener("beforeunload", (event) => {
  if (queue.length) event.preventDefault();
});

function take(event: Event): void {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset["tick"] === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const sent = new FormData(form);
  sent.set("submission", mark());
  queue.push({ address: form.action, form: sent, shown: String(sent.get("text") ?? "") });
  const field = form.querySelector("textarea");
  if (field) {
    field.value = "";
    field.focus();
  }
  if (!sending) void send();
}

// By its mark the service knows again what it was sent twice. (crypto.randomUUID exists only where there is https.)
function mark(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function send(): Promise<void> {
  sending = true;
  for (let next = queue[0]; next; next = queue[0]) {
    const html = await answer(next);
    if (html === null) {
      tell();
      await new Promise((done) => setTimeout(done, RETRY_MS));
      continue;
    }
    queue.shift();
    htmx.swap(document.body, html, { swapStyle: "none", swapDelay: 0, settleDelay: 0 });
    tell();
  }
  sending = false;
}

// What the service refuses for good is shown on a page of its own; null means that it could not be asked.
async function answer(next: Waiting): Promise<string | null> {
  try {
    const body = new URLSearchParams([...next.form].map(([name, value]) => [name, String(value)]));
    const response = await fetch(next.address, { method: "POST", body, headers: { "HX-Request": "true" } });
    const away = response.headers.get("HX-Redirect");
    if (away) location.assign(away);
    if (response.status >= 500) return null;
    const html = await response.text();
    return response.ok ? html : refusal(html);
  } catch {
    return null;
  }
}

function refusal(page: string): string {
  const said = new DOMParser().parseFromString(page, "text/html").querySelector("#content")?.textContent ?? "";
  const note = document.createElement("p");
  note.className = "note note--bad";
  note.textContent = said.trim();
  return `<div id="said" hx-swap-oob="innerHTML">${note.outerHTML}</div>`;
}

function tell(): void {
  const line = document.getElementById("unsent");
  if (!line) return;
  line.hidden = queue.length === 0;
  const names = line.querySelector("b");
  if (names) names.textContent = queue.map((each) => each.shown).join(" · ");
}
