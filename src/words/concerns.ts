import { evaluate, names, parse } from "../model/expression/index.js";
import { fillPhrase } from "../playbooks/phrase.js";
import type { Concern, Playbook, Text } from "../playbooks/types.js";
import type { CustomerFacts } from "./facts.js";

/** As many problems as a letter names. */
const most = 3;

/**
 * The problems a letter to this customer names, each with the step that answers it: those that raise the score first,
 * then the others that hold, each in the playbook's order; the general one where none holds.
 */
export function concernsOf(
  { reasons, inputs }: Pick<CustomerFacts, "reasons" | "inputs">,
  { words, features }: Playbook,
): { readonly said: Text; readonly step: Text }[] {
  const holding = words.concerns.filter((concern) => holds(concern, inputs));
  const raises = ({ feature }: Concern) => reasons.some((reason) => reason.feature === feature);
  const chosen = [...holding.filter(raises), ...holding.filter((concern) => !raises(concern))].slice(0, most);
  if (!chosen.length) return [words.general];
  return chosen.map(({ feature, said, step }) => {
    const format = features.find(({ id }) => id === feature);
    const value = Math.abs(inputs[feature] as number);
    return { said: fillPhrase(said, { value }, format ? [{ ...format, id: "value" }] : []), step };
  });
}

function holds({ feature, when }: Concern, inputs: CustomerFacts["inputs"]): boolean {
  const tree = parse(when);
  const scope = Object.fromEntries(
    [...names(tree), feature].map((name) => [name, typeof inputs[name] === "number" ? (inputs[name] as number) : NaN]),
  );
  return !Number.isNaN(scope[feature]) && evaluate(tree, scope) === 1;
}
