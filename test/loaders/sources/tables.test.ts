import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { dataReadme } from "../../../loaders/sources/dataReadme.js";
import { columnsFor, inputTable, inputTables } from "../../../loaders/sources/tables.js";
import { playbooks } from "../../../src/playbooks/index.js";

describe("the input dictionary", () => {
  it("has every table that a playbook names", () => {
    for (const { tables } of playbooks) for (const table of tables) expect(inputTable(table).name).toBe(table);
  });

  it("requires every key column, and describes all in both languages", () => {
    for (const { name, key, columns } of inputTables) {
      for (const column of key)
        expect(columns.find((c) => c.name === column)?.required, `${name}.${column}`).toBe(true);
      expect(new Set(columns.map((c) => c.name)).size).toBe(columns.length);
      for (const { description } of columns) {
        expect(description.en).not.toBe("");
        expect(description.zh).toMatch(/[\u4e00-\u9fff]/);
      }
    }
  });

  it("knows vehicle columns only where there are visits", () => {
    const names = (tables: Parameters<typeof columnsFor>[1]) =>
      columnsFor(inputTable("customers"), tables).map(({ name }) => name);
    expect(names(["customers", "visits"])).toContain("vehicle_model");
    expect(names(["customers", "usage"])).not.toContain("vehicle_model");
  });

  it("throws for a table it does not have", () => {
    expect(() => inputTable("orders")).toThrow(/^unknown table; not one of customers, .*: orders$/);
  });

  it("is what data/README.md says", () => {
    expect(readFileSync(new URL("../../../data/README.md", import.meta.url), "utf8")).toBe(dataReadme());
  });
});
