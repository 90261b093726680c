// The handheld page: counting rooms in the hand, with a network or without.
import { effect, signal } from "@preact/signals";
import { render } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../words";
import { followOthers } from "./counting";
import { all, lay, me, notebook } from "./desk";
import { FindScreen } from "./find_screen";
import { Note, Screen } from "./frame";
import { later } from "./later";
import { followAddress, place } from "./places";
import { Rooms } from "./rooms";
import { isTheirs, keep, type Kept } from "./shell";
import { wakeSpeaker } from "./sound";
import { Start } from "./start";
import { startSending } from "./sync";
import { picture, startTyping, stopCamera } from "./ways";

const Sweep = later<{ code: string }>(async () => (await import("./sweep")).Sweep);
const Sources = later<object>(async () => (await import("./sources_screen")).Sources);
const Unsent = later<object>(async () => (await import("./unsent_screen")).Unsent);

const offline = signal<Kept>("kept");
const elsewhere = signal(false);

function App() {
  return (
    <>
      {elsewhere.value && <Note kind="warn">{say("This page is open in another tab too. Count in one of them only.")}</Note>}
      <Somewhere />
      <Picture />
      {offline.value !== "kept" && place.value.at === "start" && <NotKept why={offline.value} />}
    </>
  );
}

function Somewhere() {
  const { value } = place;
  if (value.at === "sources") return <Sources />;
  if (value.at === "unsent") return <Unsent />;
  if (value.at === "find") return <FindScreen item={value.item} />;
  if (!all.value || value.at === "start") return <Start />;
  return value.at === "room" ? <Sweep key={value.code} code={value.code} /> : <Rooms />;
}

function NotKept({ why }: { why: Kept }) {
  return (
    <div class="screen">
      <Note kind="plain">
        {why === "insecure"
          ? say("This address does not begin with https: the page counts, but it cannot be opened without a network, and camera, NFC and scanners on a cable are closed. Open it before you go, and leave it open. The guide says how to get https.")
          : say("This browser cannot open the page without a network. Open it before you go, and leave it open.")}
      </Note>
    </div>
  );
}

function Picture() {
  const frame = useRef<HTMLDivElement>(null);
  const { value } = picture;
  useEffect(() => {
    if (value) frame.current?.prepend(value);
    return () => value?.remove();
  }, [value]);
  if (!value) return null;
  return (
    <div class="picture" ref={frame}>
      <button class="button" type="button" onClick={() => void stopCamera()}>
        {say("Camera off")}
      </button>
    </div>
  );
}

// Two tabs would each count the same walk on their own.
async function beAlone(): Promise<void> {
  if (!("locks" in navigator)) return;
  const { held } = await navigator.locks.query();
  elsewhere.value = (held ?? []).some((lock) => lock.name === "rollcall-counting");
  await navigator.locks.request("rollcall-counting", () => ((elsewhere.value = false), new Promise(() => {})));
}

// What one person counted is shown to nobody else, not even without a network.
function Nobody() {
  return (
    <div class="screen">
      <Note kind="warn">
        {say("Nobody is signed in on this device. What was counted on it is kept. Sign in where there is a network.")} <a href="/sign-in?next=/handheld">{say("Sign in")}</a>
      </Note>
    </div>
  );
}

async function begin(): Promise<void> {
  const root = document.getElementById("app");
  if (!root) return;
  if (!isTheirs(me.account)) return render(<Nobody />, root);
  await lay();
  followAddress();
  for (const touched of ["pointerdown", "keydown"]) addEventListener(touched, wakeSpeaker, { passive: true });
  await startTyping();
  startSending();
  followOthers();
  addEventListener("pagehide", () => void notebook.settle());
  document.addEventListener("visibilitychange", () => isTheirs(me.account) || location.reload());
  render(<App />, root);
  // Whoever has lists may go where no network is: the rooms open there too.
  effect(() => void (all.value && import("./sweep").catch(() => {})));
  void beAlone();
  offline.value = await keep(me.version);
  if (offline.value !== "kept") await Promise.all([import("./extras"), import("./unsent_screen"), import("./sources_screen"), import("./finding")]);
}

void begin();
