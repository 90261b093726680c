// The few words the promises about the handheld page's rules are written in. They run in node; nothing is printed but
// one JSON object: by sentence null where it holds, or what was found instead.

const kept: Record<string, string | null> = {};

/** One promise: a sentence, and what shows it. */
export function holds(sentence: string, show: () => void): void {
  try {
    show();
    kept[sentence] = null;
  } catch (broken) {
    kept[sentence] = broken instanceof Error ? `${broken.message}\n${broken.stack}` : String(broken);
  }
}

/** The two are alike, as JSON. */
export function same(expected: unknown, found: unknown): void {
  const [one, other] = [JSON.stringify(expected), JSON.stringify(found)];
  if (one !== other) throw new Error(`expected ${one}, found ${other}`);
}

/** Tells how all promises fared. */
export function tell(): void {
  console.log(JSON.stringify(kept));
}
