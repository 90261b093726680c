// Tags from a text or a file, and the way to the other sources: below the lists of a room.
import { useState } from "preact/hooks";
import { count, say } from "../words";
import { Note } from "./frame";
import { Icon } from "./icons";
import { goTo } from "./places";
import { takeText } from "./ways";

type Told = { heard: number; strange: readonly string[] };

export function OtherWays() {
  return (
    <details class="fold">
      <summary>{say("Other ways to read tags")}</summary>
      <button class="button button--wide" type="button" onClick={() => goTo({ at: "sources" })}>
        <Icon name="wave" /> {say("Scanner, camera, NFC")}
      </button>
      <Texts />
    </details>
  );
}

function Texts() {
  const [told, setTold] = useState<Told | null>(null);
  const [text, setText] = useState("");
  const take = async (from: string | File) => setTold(await takeText(from));
  return (
    <div class="stack">
      <label for="tags">{say("Tags a scanner has listed: paste them, or open its file (TXT or CSV).")}</label>
      <textarea class="field" id="tags" rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      <div class="pair">
        <button class="button" type="button" disabled={text.trim() === ""} onClick={() => void take(text).then(() => setText(""))}>
          {say("Take these tags")}
        </button>
        <label class="button">
          {say("Open a file")}
          <input class="unseen" type="file" accept=".txt,.csv,text/plain,text/csv" onChange={(event) => void opened(event.currentTarget, take)} />
        </label>
      </div>
      {told && <Taken told={told} />}
    </div>
  );
}

function Taken({ told: { heard, strange } }: { told: Told }) {
  return (
    <Note kind={strange.length ? "warn" : "good"}>
      {count("{count} tag taken.", "{count} tags taken.", heard)}{" "}
      {strange.length > 0 && say("This is no tag: {texts}", { texts: strange.slice(0, 5).join(", ") })}
    </Note>
  );
}

async function opened(field: HTMLInputElement, take: (file: File) => Promise<void>): Promise<void> {
  const file = field.files?.[0];
  if (file) await take(file);
  field.value = "";
}
