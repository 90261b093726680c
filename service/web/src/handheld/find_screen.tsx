// Finding one thing: what it is, from the lists, and everything that is heard.
import { say } from "../words";
import { Screen } from "./frame";

export function FindScreen({ item }: { item: string }) {
  return <Screen title={say("Find it")} back="before">{item}</Screen>;
}
