// The handheld page.
import { render } from "preact";
import { say } from "../words";
import { keep, shell } from "./shell";

void keep(shell().version);
render(<p>{say("Count")}</p>, document.getElementById("app")!);
