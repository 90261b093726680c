// What stands around every screen: the bar on top with how the sending goes, and what is to be known anywhere.
import type { Signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { say } from "../words";
import { owed } from "./desk";
import { Icon } from "./icons";
import { complaint } from "./listening";
import { trouble } from "./notebook";
import { goTo, type Place } from "./places";
import { line, unfinished } from "./sync";

type Screen = { title: ComponentChildren; under?: ComponentChildren; back?: Place | "before"; side?: ComponentChildren; children: ComponentChildren };

/** A screen with its title, and the way back from it. */
export function Screen({ title, under, back, side, children }: Screen) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever hears the page is told where they are now. On a PDA the focus stays where its scanner writes.
  useEffect(() => {
    if (!matchMedia("(pointer: coarse)").matches) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <header class="bar">
        {back && (
          <button class="bar__back" type="button" aria-label={say("Back")} onClick={() => (back === "before" ? history.back() : goTo(back, true))}>
            <Icon name="back" />
          </button>
        )}
        <div class="bar__title">
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {under && <p>{under}</p>}
        </div>
        {side}
        <Sending />
      </header>
      <Warnings />
      {children}
    </>
  );
}

/** A note that is told to those who hear the page as well. */
export function Note({ kind, children }: { kind: "warn" | "bad" | "good" | "plain"; children: ComponentChildren }) {
  return (
    <div class={`note note--${kind}`} role={kind === "bad" ? "alert" : "status"}>
      {children}
    </div>
  );
}

function Sending() {
  const waiting = owed.value;
  const cut = line.value === "cut" || line.value === "signed out";
  if (waiting === 0 && !cut) {
    return (
      <button class="sending sending--sent" type="button" onClick={() => goTo({ at: "unsent" })}>
        <Icon name="check" /> <span>{say("All sent")}</span>
      </button>
    );
  }
  return (
    <button class={`sending sending--${waiting ? "waiting" : "cut"}`} type="button" onClick={() => goTo({ at: "unsent" })}>
      <Icon name={cut ? "cut" : "send"} />
      <span>{waiting ? say("{count} not sent", { count: waiting }) : say("No network")}</span>
    </button>
  );
}

function Complaint({ said }: { said: Signal<string> }) {
  return (
    <Note kind="warn">
      {said.value}{" "}
      <button class="plain" type="button" onClick={() => (said.value = "")}>
        {say("All right")}
      </button>
    </Note>
  );
}

function Warnings() {
  return (
    <>
      {trouble.value === "full" && (
        <Note kind="bad">{say("The storage of this device is full. Counting goes on, but keep this page open until all is sent, and free some space.")}</Note>
      )}
      {trouble.value === "no disk" && (
        <Note kind="bad">{say("This browser keeps nothing on the device, perhaps because the window is private. Keep this page open until all is sent.")}</Note>
      )}
      {line.value === "signed out" && (
        <Note kind="warn">
          {say("You are signed out. Everything counted is kept on this device and is sent when you sign in again.")}{" "}
          <a href="/sign-in?next=/handheld">{say("Sign in")}</a>
        </Note>
      )}
      {[unfinished, complaint].map((said) => said.value && <Complaint key={said.value} said={said} />)}
    </>
  );
}
