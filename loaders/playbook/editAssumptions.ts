import { UserError } from "../userError.js";

/** An assumption as a playbook file shall state it. */
export interface AssumptionEdit {
  readonly id: string;
  readonly value: number;
  /** Undefined where nothing is drawn. */
  readonly range?: readonly [low: number, high: number] | undefined;
}

const plain = String.raw`-?[\d._]+(?:e[+-]?\d+)?`;
const number = `${plain}(?: / ${plain})?`;

/**
 * A playbook file's text with other figures: `ltv: published(4_000, [3_500, 4_500])`. Only numbers change, so that the
 * change can be reviewed line by line.
 *
 * @throws UserError naming the assumption that is not stated in this form
 */
export function editAssumptions(text: string, file: string, edits: readonly AssumptionEdit[]): string {
  return edits.reduce((source, edit) => (edit.id === "floor" ? editFloor : editOne)(source, file, edit), text);
}

function editOne(text: string, file: string, { id, value, range }: AssumptionEdit): string {
  const call = new RegExp(
    String.raw`^(\s*${id}: (?:skewed\()?\w+\()${number}(?:, \[${number}, ${number}\])?(\)?\),(?:\s*//.*)?)$`,
    "gm",
  );
  const ends = range ? `, [${write(range[0])}, ${write(range[1])}]` : "";
  return replaceOnce(text, file, id, call, `$1${write(value)}${ends}$2`);
}

/** The floor of the win-back curve is stated with the curve. */
function editFloor(text: string, file: string, { id, value, range }: AssumptionEdit): string {
  const [low, high] = range ?? [value, value];
  const object = new RegExp(
    String.raw`^(\s*floor: )\{ value: ${number}, low: ${number}, high: ${number} \}(,.*)$`,
    "gm",
  );
  return replaceOnce(
    text,
    file,
    id,
    object,
    `$1{ value: ${write(value)}, low: ${write(low)}, high: ${write(high)} }$2`,
  );
}

function replaceOnce(text: string, file: string, id: string, pattern: RegExp, by: string): string {
  const found = text.match(pattern)?.length ?? 0;
  if (found === 1) return text.replace(pattern, by);
  throw new UserError({
    what: `assumption ${id} is stated ${found} times`,
    where: file,
    allowed: "one line such as `ltv: published(4_000, [3_500, 4_500]),`",
    todo: "state it in that form, or change it by hand",
  });
}

/** A number as the playbooks write it: twelve figures at most, thousands apart. */
function write(value: number): string {
  const text = String(Number(value.toPrecision(12)));
  const [whole = "", ...rest] = text.split(/(?=[.e])/);
  return [whole.replace(/\B(?=(\d{3})+$)/g, "_"), ...rest].join("");
}
