import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { explain } from "../../../loaders/command.js";
import { readMapping } from "../../../loaders/sources/mapping.js";
import { cellText } from "../../../loaders/sources/xlsx/cellText.js";
import { findHeader } from "../../../loaders/sources/xlsx/findHeader.js";
import { UserError } from "../../../loaders/userError.js";
import { evaluate, FormulaError, names, parse } from "../../../src/model/expression/index.js";
import { folder } from "./staging.js";

describe("whatever a mapping file holds", () => {
  const words = [
    "tables",
    "label",
    "column",
    "lost",
    "ignore",
    "features",
    "customers",
    "columns",
    "from",
    "rest",
    "__proto__",
  ];
  const key = fc.oneof(fc.constantFrom(...words), fc.string());
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...words),
      fc.jsonValue(),
      fc.array(tie("tree")),
      fc.dictionary(key, tie("tree")),
    ),
  }));

  it("it is read, or refused with place and remedy", async () => {
    const file = join(folder(), "mapping.json");
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          tree.map((json) => JSON.stringify(json)),
          fc.string(),
        ),
        async (text) => {
          writeFileSync(file, text);
          const error = await readMapping(file).then(
            () => undefined,
            (cause: unknown) => cause,
          );
          if (error === undefined) return;
          expect(error).toBeInstanceOf(UserError);
          expect(explain(error)).not.toMatch(/\n\s+at /);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe("whatever a formula says", () => {
  const part = fc.oneof(
    fc.constantFrom(
      "(",
      ")",
      "+",
      "-",
      "*",
      "/",
      "min",
      "max",
      ",",
      "saved",
      "1.5",
      "constructor",
      "this",
      "__proto__",
      "[",
      "]",
      "?",
      ":",
      ".",
      "`",
      '"',
      "=>",
    ),
    fc.string({ maxLength: 3 }),
  );

  it("it is read and gives a number, or is refused by the language", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join(" ");
        try {
          const tree = parse(text);
          const values = Object.fromEntries(names(tree).map((name) => [name, 2]));
          expect(typeof evaluate(tree, values)).toBe("number");
        } catch (error) {
          expect(error).toBeInstanceOf(FormulaError);
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe("whatever a sheet holds", () => {
  const cell = fc.oneof(fc.constant(null), fc.string(), fc.double(), fc.boolean(), fc.date({ noInvalidDate: false }));

  it("a header is found among its lines, or none", () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 8 }), { maxLength: 12 }), (lines) => {
        const rows = lines.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
        const header = findHeader(rows, new Set(["customer_id"]));
        if (header) expect(rows.map(({ line }) => line)).toContain(header.line);
      }),
      { numRuns: 1000 },
    );
  });
});
