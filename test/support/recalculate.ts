import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";

/** LibreOffice, where it is installed; undefined elsewhere. */
export const office: string | undefined = ["soffice", "libreoffice"].find(
  (name) => spawnSync(name, ["--version"], { stdio: "ignore" }).status === 0,
);

/** Every sheet, all digits: comma, quote, UTF-8, from the first row, not as shown, all sheets. */
const csvFilter = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

/** Opens a workbook in LibreOffice and reads the cells that it computed, sheet by sheet. */
export function recalculate(workbook: Uint8Array): Record<string, string[][]> {
  const folder = mkdtempSync(join(tmpdir(), "workbook-"));
  try {
    writeFileSync(join(folder, "book.xlsx"), workbook);
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const args = [profile, "--headless", "--convert-to", csvFilter, "--outdir", folder, join(folder, "book.xlsx")];
    execFileSync(office!, args, { stdio: "ignore", timeout: 120_000 });
    const files = readdirSync(folder).filter((name) => name.endsWith(".csv"));
    return Object.fromEntries(
      files.map((file) => [
        file.slice("book-".length, -".csv".length),
        parse(readFileSync(join(folder, file), "utf8"), { relax_column_count: true }) as string[][],
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
