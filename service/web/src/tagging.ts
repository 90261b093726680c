// Binding tags: what comes back is shown whatever became of it, and heard as well, since eyes are on the thing.

type Answered = CustomEvent<{ shouldSwap: boolean; isError: boolean; elt: Element; xhr: XMLHttpRequest }>;

const TONES: Record<string, number[]> = { good: [880], bad: [220, 185] };
const TONE_S = 0.14;
const REFUSED = [409, 422];

document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event as Answered;
  if (!REFUSED.includes(detail.xhr.status) || !detail.elt.closest("[data-binding]")) return;
  detail.shouldSwap = true;
  detail.isError = false;
});

document.addEventListener("htmx:afterSwap", (event) => sound(event.target));
document.addEventListener("DOMContentLoaded", () => sound(document.body));

// Choosing a reader needs no second press.
document.addEventListener("change", (event) => {
  if (event.target instanceof Element) event.target.closest<HTMLFormElement>("form[data-choose]")?.requestSubmit();
});

let audio: AudioContext | undefined;

function sound(within: EventTarget | null): void {
  const shown = within instanceof Element ? within.querySelector<HTMLElement>("[data-sound]") : null;
  const tones = TONES[shown?.dataset["sound"] ?? ""];
  if (!shown || !tones) return;
  delete shown.dataset["sound"];
  audio ??= new AudioContext();
  tones.forEach((hertz, place) => beep(audio as AudioContext, hertz, place * TONE_S));
}

function beep(to: AudioContext, hertz: number, after: number): void {
  const tone = to.createOscillator();
  const loudness = to.createGain();
  tone.frequency.value = hertz;
  loudness.gain.value = 0.15;
  tone.connect(loudness).connect(to.destination);
  tone.start(to.currentTime + after);
  tone.stop(to.currentTime + after + TONE_S);
}

export {};
