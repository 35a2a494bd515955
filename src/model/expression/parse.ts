import jsep from "jsep";
import { arity, binaryOperators, type BinaryOperator, type FunctionName, type Tree } from "./tree.js";

const allowed = `names, numbers, ( ), ${binaryOperators.join(" ")}, ${Object.keys(arity).join(", ")}`;

/** A formula that cannot be read: says where in which text, and what the language allows. */
export class FormulaError extends SyntaxError {
  constructor(
    readonly problem: string,
    readonly text: string,
    /** 0-based offset into `text`. */
    readonly position: number,
  ) {
    super(`${problem} at ${position}; allowed: ${allowed}; received: ${text}`);
    this.name = "FormulaError";
  }
}

/**
 * Reads a formula such as `60 * min(1, visits_12m / expected_visits)`.
 *
 * @throws FormulaError when the text is not in the language.
 */
export function parse(text: string): Tree {
  let parsed: jsep.Expression;
  try {
    parsed = jsep(text);
  } catch (error) {
    const { description, index } = error as { description?: string; index?: number };
    throw new FormulaError((description ?? "unreadable formula").toLowerCase(), text, index ?? 0);
  }
  return toTree(parsed, text);
}

function toTree(node: jsep.Expression, text: string): Tree {
  if (isLiteral(node)) return { kind: "number", value: node.value };
  if (isIdentifier(node)) return { kind: "name", name: node.name };
  if (isUnary(node)) return minus(node, text);
  if (isBinary(node)) return binary(node, text);
  if (isCall(node)) return call(node, text);
  throw new FormulaError(unsupported(node), text, 0);
}

function unsupported(node: jsep.Expression): string {
  if (node.type === "Compound" && (node as jsep.Compound).body.length === 0) return "empty formula";
  if (node.type === "Literal") return `not a number: ${(node as jsep.Literal).raw}`;
  return `not in the formula language: ${node.type}`;
}

function minus(node: jsep.UnaryExpression, text: string): Tree {
  if (node.operator === "-") return { kind: "minus", operand: toTree(node.argument, text) };
  throw new FormulaError(`unknown operator ${node.operator}`, text, find(text, node.operator));
}

function binary(node: jsep.BinaryExpression, text: string): Tree {
  const operator = node.operator as BinaryOperator;
  if (!binaryOperators.includes(operator)) {
    throw new FormulaError(`unknown operator ${operator}`, text, find(text, operator));
  }
  return { kind: "binary", operator, left: toTree(node.left, text), right: toTree(node.right, text) };
}

function call(node: jsep.CallExpression, text: string): Tree {
  const name = (node.callee as jsep.Identifier).name;
  if (typeof name !== "string" || !Object.hasOwn(arity, name)) {
    throw new FormulaError(`unknown function ${String(name)}`, text, find(text, String(name)));
  }
  const [fewest, most] = arity[name as FunctionName];
  const count = node.arguments.length;
  if (count < fewest || count > most) {
    const wanted = most === Infinity ? `${fewest} or more` : `${fewest}`;
    throw new FormulaError(`${name} takes ${wanted} arguments, not ${count}`, text, find(text, name));
  }
  return { kind: "call", name: name as FunctionName, args: node.arguments.map((arg) => toTree(arg, text)) };
}

// The parser keeps no positions in its tree; the first occurrence is close enough to point at.
function find(text: string, part: string): number {
  return Math.max(0, text.indexOf(part));
}

function isLiteral(node: jsep.Expression): node is jsep.Literal & { value: number } {
  return node.type === "Literal" && typeof node.value === "number";
}
function isIdentifier(node: jsep.Expression): node is jsep.Identifier {
  return node.type === "Identifier";
}
function isUnary(node: jsep.Expression): node is jsep.UnaryExpression {
  return node.type === "UnaryExpression";
}
function isBinary(node: jsep.Expression): node is jsep.BinaryExpression {
  return node.type === "BinaryExpression";
}
function isCall(node: jsep.Expression): node is jsep.CallExpression {
  return node.type === "CallExpression";
}
