// Runs functions of the pages' script outside of a browser: node tests/node.mjs MODULE, then one call a line.
//
// A call is {"name": exported function, "args": [...]}, its answer {"value": ...} or {"error": ...}.
import { createInterface } from "node:readline";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const web = new URL("../service/web/package.json", import.meta.url);
const { build } = createRequire(web)("esbuild");

const folder = await mkdtemp(join(tmpdir(), "module-"));
const outfile = join(folder, "module.mjs");
await build({ entryPoints: [process.argv[2]], outfile, bundle: true, format: "esm", platform: "node", logLevel: "error" });
const module = await import(pathToFileURL(outfile));
await rm(folder, { recursive: true });

for await (const line of createInterface({ input: process.stdin })) {
  const { name, args } = JSON.parse(line);
  let answer;
  try {
    answer = { value: (await module[name](...args)) ?? null };
  } catch (error) {
    answer = { error: String(error?.stack ?? error) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
process.exit(0);
