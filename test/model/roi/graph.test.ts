import { describe, expect, it } from "vitest";
import { roiGraph, roiModel, roiNodes, type RoiNode, type Unit } from "../../../src/model/roi/index.js";
import { aftersales } from "../../../src/playbooks/aftersales.js";
import { playbooks } from "../../../src/playbooks/index.js";

const node = (id: string, unit: Unit, formula?: string): RoiNode => ({
  ...{ id, unit, formula, group: "money", label: { zh: id, en: id }, source: { zh: "", en: "" } },
});
const money = node("price", "money/customer");
const heads = node("heads", "customers");

describe("roiGraph", () => {
  it("puts each node after all that it reads", () => {
    const { formulas } = roiGraph([node("c", "money", "b + b"), node("b", "money", "price * heads"), money, heads]);
    expect(formulas.map(({ id }) => id)).toEqual(["b", "c"]);
  });

  it("names the node of a cycle, with the way round", () => {
    const nodes = [node("a", "share", "b / 2"), node("b", "share", "c"), node("c", "share", "1 - a")];
    expect(() => roiGraph(nodes)).toThrow("node a: cycle: a -> b -> c -> a");
  });

  it("names the node that reads an unknown name", () => {
    expect(() => roiGraph([node("total", "money", "price * haeds"), money, heads])).toThrow(
      "node total: unknown name: haeds",
    );
  });

  it("names the node that cannot be read", () => {
    expect(() => roiGraph([node("total", "money", "price *"), money])).toThrow("node total: expected expression");
  });

  it("names the node that is declared twice", () => {
    expect(() => roiGraph([money, heads, money])).toThrow("node declared twice: price");
  });

  it.each([
    ["money", "price + heads", "money^1 customers^-1 and customers^1"],
    ["money", "price", "formula declared as money: money^1 customers^-1 and money^1"],
    ["share", "price * heads > heads", "unit clash in >"],
    ["customers", "if(heads, heads, heads)", "unit clash in if: customers^1 and a plain number"],
    ["customers", "heads + 1", "unit clash in +: customers^1 and a plain number"],
    ["share", "exp(heads)", "unit clash in exp"],
    ["customers", "min(heads, price)", "unit clash in min"],
  ] as const)("names the node whose units clash: %s = %s", (unit, formula, problem) => {
    expect(() => roiGraph([node("total", unit, formula), money, heads])).toThrow("node total: ");
    expect(() => roiGraph([node("total", unit, formula), money, heads])).toThrow(problem);
  });

  it("lets units multiply and divide, zero fit all of them, and a number alone be a constant", () => {
    const nodes = [
      node("total", "money", "max(0, price * heads)"),
      node("ratio", "share", "total / (price * heads) + 1"),
      node("year", "months", "12"),
      node("pace", "months", "year * (heads / heads)"),
    ];
    expect(roiGraph([...nodes, money, heads]).formulas).toHaveLength(4);
  });
});

describe("roiModel", () => {
  it.each(playbooks)("accepts the declaration with the figures of $id", (playbook) => {
    expect(roiModel(playbook).nodes.size).toBe(roiNodes(playbook).length);
  });

  it("labels every node in both languages", () => {
    for (const { id, label, source } of roiNodes(aftersales)) {
      expect(
        [label.zh, label.en, source.zh, source.en].every((text) => text.length > 0),
        id,
      ).toBe(true);
    }
  });

  it("refuses an assumption that is unknown, computed, or outside its own range", () => {
    const given = (id: string, value: number) => () =>
      roiModel({
        ...aftersales,
        roi: {
          ...aftersales.roi,
          assumptions: { [id]: { value, low: 1, high: 2, spread: "triangular", kind: "ours" } },
        },
      });
    expect(given("loyalty", 1)).toThrow("not an assumption of the ROI model: loyalty");
    expect(given("roi", 1)).toThrow("not an assumption of the ROI model: roi");
    expect(given("ltv", 3)).toThrow("invalid assumption ltv; value not in [low, high] = [1, 2]: 3");
  });
});
