// Builds service/static: one script, one stylesheet, one icon, under names that never change.
// Pages add a digest of the content as a query, so browsers fetch them anew when they have changed.
import { copyFile, mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const to = new URL("../static/", import.meta.url);

await mkdir(to, { recursive: true });
await build({
  entryPoints: ["src/app.ts", "src/app.css"],
  outdir: fileURLToPath(to),
  bundle: true,
  minify: true,
  target: ["chrome87", "firefox86", "safari15"],
  logLevel: "warning",
});
await copyFile(new URL("src/favicon.svg", import.meta.url), new URL("favicon.svg", to));
