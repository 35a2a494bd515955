import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { record, redo, settle, startHistory, undo, type History } from "../../../src/model/scenario/index.js";

describe("history", () => {
  it("goes back and forward", () => {
    const two = record(record(startHistory("a"), "b"), "c");
    expect(undo(two).present).toBe("b");
    expect(undo(undo(two)).present).toBe("a");
    expect(redo(undo(two)).present).toBe("c");
  });

  it("stays where it is with nothing to undo or redo", () => {
    expect(undo(startHistory("a")).present).toBe("a");
    expect(redo(startHistory("a")).present).toBe("a");
  });

  it("undoes a drag as one step", () => {
    const dragged = record(record(record(startHistory(0), 1, "ltv"), 2, "ltv"), 3, "ltv");
    expect(undo(dragged).present).toBe(0);
  });

  it("begins a new step once the drag has settled, or another slider moves", () => {
    expect(undo(record(settle(record(startHistory(0), 1, "ltv")), 2, "ltv")).present).toBe(1);
    expect(undo(record(record(startHistory(0), 1, "ltv"), 2, "margin")).present).toBe(1);
  });

  it("forgets the future after a new change", () => {
    expect(redo(record(undo(record(startHistory(0), 1)), 2)).present).toBe(2);
  });

  it("comes back to the start after as many undos as steps", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1 }), { maxLength: 100 }), (values) => {
        let history: History<number> = startHistory(0);
        for (const value of values) history = record(history, value);
        const steps = history.past.length;
        for (let i = 0; i < steps; i++) history = undo(history);
        expect(history.present).toBe(0);
        for (let i = 0; i < steps; i++) history = redo(history);
        expect(history.present).toBe(values.at(-1) ?? 0);
      }),
    );
  });
});
