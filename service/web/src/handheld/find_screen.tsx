// Finding one thing: see finding.tsx, which is loaded when something is looked for.
import { later } from "./later";

export const FindScreen = later<{ item: string }>(async () => (await import("./finding")).Finding);
