import { readFileSync, writeFileSync } from "node:fs";
import { format } from "prettier";
import type { Measured, Run } from "./scale.js";

const page = new URL("../docs/scale.md", import.meta.url);
const picture = new URL("../docs/images/scale.svg", import.meta.url);
const [begin, end] = ["<!-- measured: written by npm run bench -- --docs -->", "<!-- end of measured -->"];

/** Writes the tables between the marks of docs/scale.md, and the picture beside it. */
export async function writeScaleDocs(all: readonly Measured[]): Promise<void> {
  const text = readFileSync(page, "utf8");
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (after === undefined) throw new Error(`docs/scale.md lacks the marks ${begin} and ${end}`);
  const made = [
    growthTable(all),
    "",
    exponents(all),
    "",
    isGrown(all) ? "![Seconds a run takes against customers](images/scale.svg)" : "",
    "",
    stepTable(all),
    "",
    commands(all),
  ];
  const whole = `${before}${begin}\n\n${made.join("\n")}\n\n${end}${after}`;
  writeFileSync(page, await format(whole, { parser: "markdown", printWidth: 120, proseWrap: "preserve" }));
  if (isGrown(all)) writeFileSync(picture, svg(all.filter(({ playbook }) => playbook === "aftersales")));
}

/** Whether there are two sizes, between which something can grow. */
const isGrown = (all: readonly Measured[]): boolean =>
  all.filter(({ playbook }) => playbook === "aftersales").length > 1;

function growthTable(all: readonly Measured[]): string {
  const rows = all.flatMap((measured) =>
    (["first", "next"] as const).map((which) => {
      const runs = measured.runs.filter((run) => run.which === which);
      const input = Object.values(measured.rows).reduce((sum, n) => sum + n, 0);
      const seconds = median(runs.map(({ ms }) => ms)) / 1000;
      const least = Math.min(...runs.map(({ ms }) => ms)) / 1000;
      return [
        ...[measured.playbook, measured.customers.toLocaleString("en-US"), input.toLocaleString("en-US")],
        which === "first" ? firstRun(measured) : "next week",
        `${seconds.toFixed(1)} (${least.toFixed(1)})`,
        median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(1),
        `${((1e6 * seconds) / measured.customers).toFixed(0)}`,
        (Math.max(...runs.map(({ peakBytes }) => peakBytes)) / 2 ** 30).toFixed(2),
        String(runs.length),
        median(runs.map(({ load }) => load)).toFixed(1),
      ];
    }),
  );
  const head = ["sample", "customers", "input rows", "run", "wall, s: median (least)"];
  const more = ["processor, s", "µs a customer", "peak, GiB", "runs", "load before"];
  return markdown([...head, ...more], rows);
}

const firstRun = ({ weeks }: Measured): string =>
  weeks === undefined ? "first, all weeks" : weeks === 1 ? "first, one week" : `first, ${weeks} weeks`;

/** Slope of log time on log customers, over the sizes from 20,000 up. */
function exponents(all: readonly Measured[]): string {
  const large = all.filter(({ playbook, customers }) => playbook === "aftersales" && customers >= 20_000);
  if (large.length < 2) return "";
  const said = (["first", "next"] as const).map((which) => {
    // a first run that scores fewer weeks is another run
    const grown = large.filter(({ weeks }) => which === "next" || weeks === undefined);
    const points = grown.map((one) => ({ x: Math.log(one.customers), y: Math.log(secondsOf(one, which)) }));
    return `${which === "first" ? "first run" : "next week's run"} ${slope(points).toFixed(2)}`;
  });
  return `Exponent of the growth (processor time against customers, from 20,000 up; 1 is proportional): ${said.join(", ")}.`;
}

const secondsOf = ({ runs }: Measured, which: Run["which"]): number =>
  median(runs.filter((run) => run.which === which).map(({ cpuSeconds }) => cpuSeconds));

function slope(points: readonly { x: number; y: number }[]): number {
  const mean = (list: readonly number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
  const [mx, my] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const xy = points.reduce((sum, { x, y }) => sum + (x - mx) * (y - my), 0);
  return xy / points.reduce((sum, { x }) => sum + (x - mx) ** 2, 0);
}

function stepTable(all: readonly Measured[]): string {
  const names = ["ingest", "audit", "features", "train", "score", "decide", "commit"];
  const rows = all.flatMap((measured) =>
    (["first", "next"] as const).map((which) => {
      const runs = measured.runs.filter((run) => run.which === which);
      const cells = names.map((name) => (median(runs.map(({ steps }) => steps[name] ?? 0)) / 1000).toFixed(1));
      return [measured.playbook, measured.customers.toLocaleString("en-US"), which, ...cells];
    }),
  );
  return `Where the time goes, seconds of wall time (medians):\n\n${markdown(["sample", "customers", "run", ...names], rows)}`;
}

function commands(all: readonly Measured[]): string {
  const machines = [...new Set(all.map(({ machine }) => machine))].join("; ");
  return `Machine: ${machines}.\n\n${all.map(({ command }) => `    ${command}`).join("\n")}`;
}

function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Both axes logarithmic; a dotted line grows in proportion. */
function svg(all: readonly Measured[]): string {
  const [width, height, left, bottom] = [640, 360, 70, 50];
  const seconds = all.flatMap(({ runs }) => runs.map(({ ms }) => ms / 1000));
  const range = (values: readonly number[]) => [
    Math.floor(Math.log10(Math.min(...values))),
    Math.ceil(Math.log10(Math.max(...values))),
  ];
  const [x0, x1] = range(all.map(({ customers }) => customers)) as [number, number];
  const [y0, y1] = range(seconds) as [number, number];
  const x = (n: number) => left + ((Math.log10(n) - x0) / (x1 - x0)) * (width - left - 20);
  const y = (s: number) => height - bottom - ((Math.log10(s) - y0) / (y1 - y0)) * (height - bottom - 20);
  const powers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => 10 ** (from + i));
  const grid = [
    ...powers(x0, x1).map((n) => `<line x1="${x(n)}" x2="${x(n)}" y1="20" y2="${height - bottom}"/>`),
    ...powers(y0, y1).map((s) => `<line x1="${left}" x2="${width - 20}" y1="${y(s)}" y2="${y(s)}"/>`),
  ];
  const texts = [
    ...powers(x0, x1).map(
      (n) => `<text x="${x(n)}" y="${height - bottom + 18}" text-anchor="middle">${n.toLocaleString("en-US")}</text>`,
    ),
    ...powers(y0, y1).map((s) => `<text x="${left - 8}" y="${y(s) + 4}" text-anchor="end">${s} s</text>`),
    `<text x="${(left + width) / 2}" y="${height - 8}" text-anchor="middle">customers</text>`,
  ];
  const lines = (["first", "next"] as const).map((which, i) => {
    const colour = ["#2b6cb0", "#b7791f"][i]!;
    const points = all.map((one) => {
      const s = median(one.runs.filter((run) => run.which === which).map(({ ms }) => ms)) / 1000;
      return { x: x(one.customers), y: y(s) };
    });
    const last = points.at(-1)!;
    const label = which === "first" ? "first run, all weeks" : "next week's run";
    return `<polyline fill="none" stroke="${colour}" stroke-width="2" points="${points.map((p) => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(" ")}"/>
${points.map((p) => `<circle cx="${p.x.toFixed(1)}" cy="${p.y.toFixed(1)}" r="3.5" fill="${colour}"/>`).join("")}
<text x="${(last.x - 8).toFixed(1)}" y="${(last.y - 10).toFixed(1)}" text-anchor="end" style="fill:${colour}">${label}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Seconds a weekly run takes against customers, both logarithmic">
<style>text{font:12px sans-serif;fill:#555}line{stroke:#ddd}</style>
<rect width="${width}" height="${height}" fill="#fff"/>
${grid.join("\n")}
${texts.join("\n")}
${lines.join("\n")}
</svg>
`;
}
