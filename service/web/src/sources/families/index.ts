// The scanner families, in the order in which they are tried.
import { CHAFON_18, CHAFON_288 } from "./chafon";
import type { Family } from "./family";
import { LINES } from "./lines";
import { M100 } from "./m100";
import { MERCURY } from "./mercury";
import { R2000 } from "./r2000";
import { RDM6300 } from "./rdm6300";
import { TSL } from "./tsl";

export const FAMILIES: readonly Family[] = [M100, R2000, CHAFON_18, CHAFON_288, MERCURY, TSL, RDM6300, LINES];
