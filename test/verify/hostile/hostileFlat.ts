import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { random } from "../../../src/model/stats/random.js";
import { hostileTexts } from "./hostileBusiness.js";

const rows = 400;
/** What every object has already. */
export const hostileIds: readonly string[] = ["__proto__", "constructor", "toString"];
/** As it is typed, formulas too. */
const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;

/**
 * A flat table whose every column is called by one of {@link hostileTexts}; every other column holds numbers, the rest
 * those texts, as do the ids, the names and the regions. Who leaves follows the first numbers.
 * @returns in how many columns and cells of a column the enemy spoke
 */
export function writeHostileFlat(dir: string): number {
  const { uniform } = random(7);
  const text = (i: number) => hostileTexts[i % hostileTexts.length]!;
  const header = ["id", "name", "region", "churn", ...hostileTexts];
  const lines = Array.from({ length: rows }, (_, i) => {
    const numbers = hostileTexts.map(() => uniform());
    const isLost = numbers[0]! + numbers[2]! + uniform() > 1.9;
    const features = hostileTexts.map((_text, c) =>
      c % 2 ? cell(text(Math.floor(i / 40) + c)) : numbers[c]!.toFixed(3),
    );
    return [
      cell(hostileIds[i] ?? `${text(i)} ${i}`),
      cell(`${text(i)} Name ${i}`),
      cell(text(i % 5)),
      isLost ? "yes" : "no",
      ...features,
    ].join(",");
  });
  mkdirSync(join(dir, "in"));
  writeFileSync(join(dir, "in", "t.csv"), `${header.map(cell).join(",")}\n${lines.join("\n")}\n`);
  const mapping = { customer_id: "id", name: "name", region: "region", label: { column: "churn", lost: "yes" } };
  writeFileSync(join(dir, "mapping.json"), JSON.stringify(mapping));
  return 3 * hostileTexts.length + 5 + Math.floor(hostileTexts.length / 2) * 10;
}
