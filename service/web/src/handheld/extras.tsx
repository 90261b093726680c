// What is seldom needed in a room: the other ways to read tags, and walks that are to be set right.
import { Corrections } from "./corrections";
import type { Counting } from "./counting";
import { OtherWays } from "./texts";

export function Extras({ now }: { now: Counting }) {
  return (
    <>
      <OtherWays />
      <Corrections now={now} />
    </>
  );
}
