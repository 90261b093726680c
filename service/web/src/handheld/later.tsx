// Screens that are seldom looked at: what they need is loaded when they are opened first.
import type { FunctionComponent } from "preact";
import { useEffect, useState } from "preact/hooks";
import { say } from "../words";
import { Note, Screen } from "./frame";

/** A screen whose module is loaded when it is shown. */
export function later<Facts extends object>(load: () => Promise<FunctionComponent<Facts>>): FunctionComponent<Facts> {
  let Loaded: FunctionComponent<Facts> | null = null;
  return function Later(facts: Facts) {
    const [failed, setFailed] = useState(false);
    const [, setLoaded] = useState(Loaded !== null);
    useEffect(() => {
      if (Loaded) return;
      load()
        .then((screen) => setLoaded(Boolean((Loaded = screen))))
        .catch(() => setFailed(true));
    }, []);
    if (Loaded) return <Loaded {...facts} />;
    return (
      <Screen title="" back="before">
        {failed && <Note kind="warn">{say("This needs a network the first time. Go where there is one, and try again.")}</Note>}
      </Screen>
    );
  };
}
