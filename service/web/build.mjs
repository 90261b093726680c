// Builds service/static: the scripts and stylesheets of the pages, under names that never change, and the parts of
// the handheld page that are loaded when they are needed, under names that change with their content.
// Pages add a digest of the content as a query, so browsers fetch them anew when they have changed.
// Beside it service/fonts, for PDF files only: no page asks for them, so they are not served.
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const to = new URL("../static/", import.meta.url);
const common = {
  outdir: fileURLToPath(to),
  bundle: true,
  minify: true,
  target: ["chrome87", "firefox86", "safari15"],
  logLevel: "warning",
};

await mkdir(to, { recursive: true });
await build({ ...common, entryPoints: ["src/app.ts", "src/charts.ts", "src/app.css", "src/dark.css"] });
await copyFile(new URL("src/favicon.svg", import.meta.url), new URL("favicon.svg", to));

for (const name of await readdir(to)) if (name.startsWith("chunk-")) await rm(new URL(name, to));
const handheld = await build({
  ...common,
  entryPoints: [{ in: "src/handheld/main.tsx", out: "handheld" }, "src/handheld.css"],
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
  jsx: "automatic",
  jsxImportSource: "preact",
  metafile: true,
});
const files = await Promise.all(Object.keys(handheld.metafile.outputs).map((path) => address(path.split("/").at(-1))));
files.push(await address("favicon.svg"), await address("dark.css"));
const version = digest(files.sort().join());
const words = await sentences(Object.keys(handheld.metafile.inputs).filter((path) => path.startsWith("src/")));
const parts = [...together("handheld.js")].slice(1).map((name) => `/static/${name}`);
await writeFile(new URL("handheld.json", to), JSON.stringify({ version, files, parts, words }));
await build({
  ...common,
  entryPoints: [{ in: "src/handheld/worker.ts", out: "worker" }],
  format: "iife",
  define: { FILES: JSON.stringify(files), VERSION: JSON.stringify(version) },
});

const fonts = new URL("../fonts/", import.meta.url);
const noto = new URL("node_modules/@expo-google-fonts/noto-sans-sc/", import.meta.url);

await mkdir(fonts, { recursive: true });
for (const file of ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"]) {
  await copyFile(new URL(file, noto), new URL(file.split("/").at(-1), fonts));
}

/** The address a page asks for a built file by; a part is asked for by its name alone, which has its digest in it. */
async function address(name) {
  if (name.startsWith("chunk-")) return `/static/${name}`;
  return `/static/${name}?v=${digest(await readFile(new URL(name, to)))}`;
}

/** The built files that come whenever this one does, it first: a browser that knows them asks for all of them at once. */
function together(name, known = new Set()) {
  known.add(name);
  const [, { imports }] = Object.entries(handheld.metafile.outputs).find(([path]) => path.endsWith(`/${name}`));
  for (const { path, kind } of imports) {
    const part = path.split("/").at(-1);
    if (kind === "import-statement" && !known.has(part)) together(part, known);
  }
  return known;
}

function digest(content) {
  return createHash("sha256").update(content).digest("hex").slice(0, 12);
}

/** Every sentence these sources say to people, as src/words.ts has it. */
async function sentences(paths) {
  const said = /\b(?:say|count|key)\(\s*("(?:[^"\\\n]|\\.)*")/g;
  const sources = await Promise.all(paths.map((path) => readFile(new URL(path, import.meta.url), "utf8")));
  const found = sources.flatMap((source) => [...source.matchAll(said)].map((call) => JSON.parse(call[1])));
  return [...new Set(found)].sort();
}
