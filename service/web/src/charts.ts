// Draws a table of figures as bars. The table stays in the page, for screen readers and for whoever has no script.
import { BarController, BarElement, CategoryScale, Chart, LinearScale } from "chart.js";
import type { Plugin } from "chart.js";

Chart.register(BarController, BarElement, CategoryScale, LinearScale);

type Row = { name: string; kind: string; values: number[] };
type Figures = { series: { name: string; kind: string }[]; rows: Row[] };

type Text = { color: string; font: { family: string; size: number } };

const ROW_HEIGHT = 40;
const GAP = 6;
const LINES = 7;

document.querySelectorAll<HTMLElement>("[data-chart]").forEach((figure) => {
  const table = figure.querySelector("table");
  const figures = table && read(table);
  if (!table || !figures || !figures.rows.length) return;
  let chart = draw(figure, figures);
  table.classList.add("unseen");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    chart.destroy();
    figure.querySelector(".chart__drawn")?.remove();
    chart = draw(figure, figures);
  });
});

function read(table: HTMLTableElement): Figures {
  const heads = [...table.tHead!.rows[0]!.cells].slice(1);
  return {
    series: heads.map((head) => ({ name: head.innerText, kind: head.dataset["kind"] ?? "" })),
    rows: [...table.tBodies[0]!.rows].map((row) => ({
      name: row.cells[0]!.innerText,
      kind: row.dataset["kind"] ?? "",
      values: [...row.cells].slice(1).map((cell) => Number(cell.dataset["value"])),
    })),
  };
}

function draw(figure: HTMLElement, { series, rows }: Figures): Chart {
  const drawn = document.createElement("div");
  drawn.className = "chart__drawn";
  drawn.setAttribute("aria-hidden", "true");
  const canvas = drawn.appendChild(document.createElement("canvas"));
  drawn.style.height = `${rows.length * ROW_HEIGHT}px`;
  figure.append(drawn);
  if (series.length > 1) figure.append(legend(drawn, series));
  const text: Text = { color: tone(figure, "--ink"), font: { family: getComputedStyle(figure).fontFamily, size: 14 } };
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: rows.map((row) => row.name),
      datasets: series.map((one, place) => ({
        label: one.name,
        data: rows.map((row) => row.values[place] ?? 0),
        backgroundColor: rows.map((row) => paint(colour(drawn, one.kind || row.kind), one.kind)),
        borderColor: rows.map((row) => colour(drawn, one.kind || row.kind)),
        borderWidth: 1,
        barThickness: 20,
      })),
    },
    options: {
      indexAxis: "y",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      layout: { padding: { right: widest(canvas, rows.map(said), text) } },
      scales: {
        x: { stacked: true, display: false, beginAtZero: true },
        y: { stacked: true, border: { display: false }, grid: { display: false }, ticks: text },
      },
    },
    plugins: [saying(rows, text)],
  });
}

// The figure at the end of each bar, so that nothing has to be read off an axis or told by colour.
function saying(rows: Row[], text: Text): Plugin<"bar"> {
  return {
    id: "saying",
    afterDatasetsDraw({ ctx, scales }) {
      ctx.fillStyle = text.color;
      ctx.font = bold(text);
      ctx.textBaseline = "middle";
      rows.forEach((row, place) => {
        ctx.fillText(said(row), scales["x"]!.getPixelForValue(all(row)) + GAP, scales["y"]!.getPixelForValue(place));
      });
    },
  };
}

function all(row: Row): number {
  return row.values.reduce((sum, value) => sum + value, 0);
}

function said(row: Row): string {
  return row.values.length > 1 ? `${row.values[0]} / ${all(row)}` : all(row).toLocaleString();
}

function bold(text: Text): string {
  return `600 ${text.font.size}px ${text.font.family}`;
}

function widest(canvas: HTMLCanvasElement, texts: string[], text: Text): number {
  const brush = canvas.getContext("2d")!;
  brush.font = bold(text);
  return Math.ceil(Math.max(...texts.map((each) => brush.measureText(each).width))) + 2 * GAP;
}

// What each part of a bar is, with the pattern it is drawn in.
function legend(drawn: HTMLElement, series: Figures["series"]): HTMLElement {
  const list = document.createElement("ul");
  list.className = "chart__legend";
  list.setAttribute("aria-hidden", "true");
  for (const { name, kind } of series) {
    const item = list.appendChild(document.createElement("li"));
    const sample = item.appendChild(document.createElement("canvas"));
    [sample.width, sample.height] = [22, 14];
    const brush = sample.getContext("2d")!;
    const tint = colour(drawn, kind);
    brush.fillStyle = paint(tint, kind);
    brush.fillRect(0, 0, 22, 14);
    brush.strokeStyle = tint;
    brush.strokeRect(0.5, 0.5, 21, 13);
    item.append(name);
  }
  drawn.closest("figure")?.querySelector(".chart__legend")?.remove();
  return list;
}

// Full for what is done, lines for what is being done, empty for what is not begun: it reads in black and white.
function paint(tint: string, kind: string): string | CanvasPattern {
  if (kind === "not covered") return "transparent";
  if (kind !== "doubtful") return tint;
  const tile = document.createElement("canvas");
  tile.width = tile.height = LINES;
  const brush = tile.getContext("2d")!;
  brush.strokeStyle = tint;
  brush.lineWidth = 2;
  brush.beginPath();
  brush.moveTo(0, LINES);
  brush.lineTo(LINES, 0);
  brush.stroke();
  return brush.createPattern(tile, "repeat") ?? tint;
}

function colour(within: HTMLElement, kind: string): string {
  const probe = within.appendChild(document.createElement("i"));
  probe.dataset["kind"] = kind;
  const found = tone(probe, "--tone");
  probe.remove();
  return found;
}

function tone(element: HTMLElement, name: string): string {
  return getComputedStyle(element).getPropertyValue(name).trim();
}
