// A scanner that types, like a keyboard: anywhere on the page, but not while somebody writes into a field.
//
// Characters come in three ways, and whichever a scanner takes, each counts once:
//
// - As keys with their character (USB and Bluetooth scanners, most PDAs).
// - As keys without one, because a Chinese input method was on and wants them for itself. What it makes of them is
//   spoilt (a digit picks a word), so the place of the key on the keyboard is taken, which it leaves alone.
// - As text put into the field that has the focus, without any key (scanner programs of many PDAs). So there must be
//   such a field, or nothing arrives at all: one that nobody sees, for which no keyboard opens on the screen. It is
//   made only where fingers are used, and takes the focus only from what was touched, so that those who go through
//   the page by keyboard or with a screen reader on a computer never meet it.
import { say } from "../words";
import { type Fault, type Hear, type Source } from "./source";
import { type Scanned, SILENCE, Typed } from "./typed";

const WRITES_TEXT =
  'textarea, select, [contenteditable]:not([contenteditable="false"]), input:not([type="checkbox"], [type="radio"], [type="button"], [type="submit"], [type="reset"], [type="file"], [type="range"])';
const ENDS: Record<string, string> = { Enter: "\n", NumpadEnter: "\n", Tab: "\t" };
const PLACES: Record<string, string> = { Minus: "-", Period: ".", Slash: "/", NumpadSubtract: "-", NumpadDecimal: "." };

/** Hears what is typed from start to stop. */
export class WedgeSource implements Source {
  readonly name = "wedge";
  #typed = new Typed();
  #hear: Hear = () => {};
  #fault: Fault = () => {};
  #field: HTMLInputElement | null = null;
  #spoilt = false; // what an input method writes now was taken from the keys already
  #timer: ReturnType<typeof setTimeout> | undefined;
  #stopped = new AbortController();

  async start(hear: Hear, fault: Fault): Promise<void> {
    await this.stop();
    [this.#hear, this.#fault, this.#stopped] = [hear, fault, new AbortController()];
    const { signal } = this.#stopped;
    document.addEventListener("keydown", (event) => this.#key(event), { capture: true, signal });
    document.addEventListener("paste", (event) => this.#paste(event), { signal });
    if (!matchMedia("(pointer: coarse)").matches) return;
    const field = (this.#field = unseenField());
    field.addEventListener("input", (event) => (event as InputEvent).isComposing || this.#written(event), { signal });
    field.addEventListener("compositionend", (event) => this.#written(event), { signal });
    document.addEventListener("click", (event) => event.detail && setTimeout(() => this.#catch()), { signal });
    document.addEventListener("visibilitychange", () => this.#catch(), { signal });
    this.#catch();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#silence();
    this.#field?.remove();
    this.#field = null;
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || this.#isWriting(event.target)) return;
    const char = charOf(event);
    if (char === null) return;
    const isScanner = this.#typed.isScanner(event.timeStamp);
    const isControl = char === "\n" || char === "\t" || char === " ";
    // Otherwise the scanner would press the button that has the focus, or move it on.
    if (isScanner) event.preventDefault();
    if (isScanner && isControl) event.stopPropagation();
    if (isControl && !isScanner) return;
    if (event.target === this.#field) event.preventDefault();
    this.#spoilt = event.key.length > 1 && !isControl;
    this.#take(char, event.timeStamp);
  }

  #written(event: globalThis.Event): void {
    const field = event.target as HTMLInputElement;
    const text = field.value;
    field.value = "";
    if (!this.#spoilt) this.#take(text, event.timeStamp);
  }

  #paste(event: ClipboardEvent): void {
    if (this.#isWriting(event.target)) return;
    event.preventDefault();
    this.#take(`${event.clipboardData?.getData("text") ?? ""}\n`, event.timeStamp);
  }

  #take(text: string, at: number): void {
    for (const char of text.replace(/\r\n?/g, "\n")) this.#tell(this.#typed.key(char, at));
    clearTimeout(this.#timer);
    // Keys that wait because the page was busy come before a second timer, and then it was no silence.
    this.#timer = setTimeout(() => (this.#timer = setTimeout(() => this.#silence())), SILENCE);
  }

  #silence(): void {
    clearTimeout(this.#timer);
    this.#spoilt = false;
    this.#tell(this.#typed.silence());
  }

  #tell({ heard, strange }: Scanned): void {
    for (const each of heard) this.#hear({ ...each, at: Date.now() });
    if (strange) this.#fault(say("Part of a number was lost. Hold the scanner there once more."));
  }

  #isWriting(target: EventTarget | null): boolean {
    return target instanceof Element && target !== this.#field && target.matches(WRITES_TEXT);
  }

  #catch(): void {
    if (!this.#isWriting(document.activeElement)) this.#field?.focus({ preventScroll: true });
  }
}

/** The character of a key, by its place where an input method keeps the character; null for none. */
function charOf(event: KeyboardEvent): string | null {
  const { key, code } = event;
  const end = ENDS[key] ?? ENDS[code];
  if (end) return end;
  if ([...key].length === 1 && !event.isComposing) return key;
  if (key !== "Process" && key !== "Unidentified" && !event.isComposing) return null;
  const written = /^(?:Key([A-Z])|(?:Digit|Numpad)([0-9]))$/.exec(code);
  if (written) return written[1] ? (event.shiftKey ? written[1] : written[1].toLowerCase()) : (written[2] ?? null);
  if (code === "Semicolon" && event.shiftKey) return ":";
  return code === "Space" ? " " : (PLACES[code] ?? null);
}

function unseenField(): HTMLInputElement {
  const field = document.createElement("input");
  field.className = "wedge-field";
  // Of all kinds of fields that of an address makes an input method write what it is given.
  Object.assign(field, { type: "url", inputMode: "none", autocomplete: "off", autocapitalize: "none", tabIndex: -1 });
  field.spellcheck = false;
  field.setAttribute("aria-label", say("Scanner"));
  const unseen = { position: "fixed", insetBlockStart: "0", width: "1px", height: "1px", opacity: "0", border: "0", padding: "0" };
  Object.assign(field.style, unseen);
  document.body.append(field);
  return field;
}
