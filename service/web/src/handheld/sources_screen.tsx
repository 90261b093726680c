// The ways to read tags that this device has, and why the others are missing.
import { useState } from "preact/hooks";
import { FAMILY_NAMES } from "../sources/family_names";
import { lacking } from "../sources/possible";
import { say } from "../words";
import { Screen } from "./frame";
import { type Kind, running, stop } from "./listening";
import { startCamera, startNfc, startSerial, stopCamera } from "./ways";

export function Sources() {
  const missing = lacking();
  return (
    <Screen title={say("Ways to read tags")} back="before">
      <div class="screen" id="content">
        <section class="card">
          <h2>{say("Scanner that types")}</h2>
          <p class="soft">{say("Always ready: PDAs with a trigger, and scanners that act as a keyboard. Just pull the trigger.")}</p>
        </section>
        <SerialWay missing={missing.serial} />
        <Way kind="camera" title={say("Camera")} about={say("Reads QR codes and barcodes on labels and doors.")} missing={missing.camera} begin={startCamera} end={stopCamera} />
        <Way kind="nfc" title={say("NFC of this phone")} about={say("Reads cards and tags the phone is held to.")} missing={missing.nfc} begin={startNfc} end={() => stop("nfc")} />
        <section class="card">
          <h2>{say("Text or file")}</h2>
          <p class="soft">{say("Tags in a text or a file are taken in the room they were read in: open the room, then “Other ways”.")}</p>
        </section>
      </div>
    </Screen>
  );
}

type WayProps = { kind: Kind; title: string; about: string; missing: string | null; begin: () => Promise<void>; end: () => Promise<void> };

function Way({ kind, title, about, missing, begin, end }: WayProps) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <p class="soft">{missing ?? about}</p>
      {missing === null && <OnOff kind={kind} begin={begin} end={end} />}
    </section>
  );
}

function OnOff({ kind, begin, end }: Pick<WayProps, "kind" | "begin" | "end">) {
  const on = running.value.has(kind);
  const [busy, setBusy] = useState(false);
  const change = async () => {
    setBusy(true);
    await (on ? end() : begin());
    setBusy(false);
  };
  return (
    <>
      <button class={`button ${on ? "" : "button--main"}`} type="button" disabled={busy} onClick={() => void change()}>
        {on ? say("Stop") : say("Start")}
      </button>
      {busy && kind === "serial" && <p role="status">{say("The scanner is being asked who it is. Hold a tag before it meanwhile.")}</p>}
    </>
  );
}

function SerialWay({ missing }: { missing: string | null }) {
  const [family, setFamily] = useState("");
  return (
    <section class="card">
      <h2>{say("Scanner on a cable or by Bluetooth")}</h2>
      <p class="soft">{missing ?? say("Choose its port in the window that opens. Which scanner it is, is found by asking it.")}</p>
      {missing === null && (
        <>
          <OnOff kind="serial" begin={() => startSerial(family)} end={() => stop("serial")} />
          <details class="fold">
            <summary>{say("It is not found?")}</summary>
            <label class="line">
              <span>{say("Kind of scanner")}</span>
              <select class="field" value={family} onChange={(event) => setFamily(event.currentTarget.value)}>
                <option value="">{say("Find it by asking")}</option>
                {FAMILY_NAMES.map(({ name, title }) => (
                  <option key={name} value={name}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          </details>
        </>
      )}
    </section>
  );
}
