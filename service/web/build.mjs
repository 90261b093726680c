// Builds service/static: one script, one stylesheet, one icon, under names that never change.
// Pages add a digest of the content as a query, so browsers fetch them anew when they have changed.
// Beside it service/fonts, for PDF files only: no page asks for them, so they are not served.
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

const fonts = new URL("../fonts/", import.meta.url);
const noto = new URL("node_modules/@expo-google-fonts/noto-sans-sc/", import.meta.url);

await mkdir(fonts, { recursive: true });
for (const file of ["400Regular/NotoSansSC_400Regular.ttf", "700Bold/NotoSansSC_700Bold.ttf", "LICENSE_FONT"]) {
  await copyFile(new URL(file, noto), new URL(file.split("/").at(-1), fonts));
}
