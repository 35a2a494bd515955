import fc from "fast-check";
import type { Tree } from "../../../src/model/expression/index.js";

/** Names that random trees read. */
export const inputs = ["a", "b", "c"] as const;

/** Values that meet each other often, so that ==, zero divisors and missing inputs really occur. */
export const value = fc.oneof(
  fc.constantFrom(0, 1, -1, 2, 0.5, 100, NaN),
  fc.double({ min: -50, max: 50, noNaN: true }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x)),
);

const operator = fc.constantFrom("+", "-", "*", "/", "==", "!=", "<", "<=", ">", ">=", "&&", "||");
const call = (name: string, args: Tree[]): Tree => ({ kind: "call", name, args }) as Tree;

/** Any formula of the language, a few levels deep. */
export const randomTree: fc.Arbitrary<Tree> = fc.letrec<{ tree: Tree }>((tie) => {
  const tree = tie("tree");
  return {
    tree: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      fc.oneof(
        fc.constantFrom(...inputs).map((name): Tree => ({ kind: "name", name })),
        fc.constantFrom(0, 1, 2, 0.4, 30, 100).map((number): Tree => ({ kind: "number", value: number })),
      ),
      fc
        .record({ operator, left: tree, right: tree })
        .map((parts) => ({ kind: "binary", ...parts }) as unknown as Tree),
      tree.map((operand): Tree => ({ kind: "minus", operand })),
      fc.tuple(fc.constantFrom("abs", "sqrt", "log"), tree).map(([name, x]) => call(name, [x])),
      fc
        .tuple(fc.constantFrom("min", "max", "coalesce"), fc.array(tree, { minLength: 2, maxLength: 3 }))
        .map(([name, args]) => call(name, args)),
      fc.tuple(fc.constantFrom("if", "clamp"), fc.tuple(tree, tree, tree)).map(([name, args]) => call(name, args)),
      fc
        .tuple(tree, fc.constantFrom(0, 1, 2, 0.5))
        .map(([x, power]) => call("pow", [x, { kind: "number", value: power }])),
    ),
  };
}).tree;
