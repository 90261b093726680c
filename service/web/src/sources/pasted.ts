// Numbers pasted into the page, or from a file that a scanner's own program wrote.
//
// Such lists are one number a line, or numbers apart from one another by blanks or commas, or a table whose other
// columns say when, how often and how strongly a tag was heard.
import { USUAL_DIGITS } from "./families/lines";
import type { Heard } from "./source";
import { reading } from "./typed";

const LINE_END = /\r\n|[\r\n]/;
const COLUMN = /[\t,;|，；、]/;
const BLANK = /\s+/;
const TAG_COLUMN = /\b(?:epc|uid|rfid|tag)\b|标签/i;
const QUOTES = /^["'“”\s]+|["'“”\s]+$/g;
const LONGEST_TEXT = 200;

/** What a text says, in its order, and the pieces of it that make no sense. */
export function heardIn(text: string, at: number): { heard: Heard[]; strange: string[] } {
  const lines = text.split(LINE_END).filter((line) => line.trim());
  const columns = lines.map((line) => line.split(COLUMN).map((column) => column.replace(QUOTES, "")));
  const tagColumn = columns[0]?.length === 1 ? -1 : (columns[0]?.findIndex((name) => TAG_COLUMN.test(name)) ?? -1);
  const chosen = tagColumn < 0 ? columns : columns.slice(1).map((row) => [row[tagColumn] ?? ""]);
  const rows = chosen.map((row) => row.flatMap(pieces).filter(Boolean));
  const isTable = rows.some((row) => row.some(isTag));
  const heard: Heard[] = [];
  const strange: string[] = [];
  for (const row of rows) {
    const tags = row.filter(isTag);
    const codes = isTable && row.length > 1 ? [] : row.filter(isCode);
    const taken = tags.length ? tags : codes;
    heard.push(...taken.flatMap((piece) => reading(piece).heard.map((each) => ({ ...each, at }))));
    if (!taken.length && row !== rows[0]) strange.push(row.join(" "));
  }
  return { heard, strange };
}

/** The text of a file as programs write it here: UTF-8, UTF-16 with its mark, else GB 18030. */
export async function textOf(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

/** Several tags with blanks between them; but bytes held apart by blanks are one. */
function pieces(column: string): string[] {
  const whole = reading(column).heard;
  const apart = column.split(BLANK);
  return apart.length > 1 && (apart.every((each) => each.length >= USUAL_DIGITS) || !whole[0]) ? apart : [column];
}

const isTag = (piece: string): boolean => reading(piece).heard[0]?.kind === "tag";

/** A number somebody gave has a digit in it; the heading of a column has none. */
const isCode = (piece: string): boolean =>
  piece.length <= LONGEST_TEXT && /[0-9]/.test(piece) && reading(piece).heard[0]?.kind === "code";
