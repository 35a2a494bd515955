import { besideId, mostBeside, readBeside } from "./beside.js";
import { defaultScenario } from "./defaults.js";
import { besidePrefix, keys, rangeSuffix, unlimited, version, weekPrefix } from "./encode.js";
import { DecodeError, readBasis, readDate, readId, readInteger, readNumber, readRange } from "./readers.js";
import { isDrawn } from "./change.js";
import type { Channel, NamedScenario, Refusal, Scenario, Stamp, Vocabulary } from "./types.js";

export interface Decoded {
  readonly scenario: Scenario;
  /** What could not be taken over, and why; the rest of the link holds. */
  readonly refused: readonly Refusal[];
  readonly stamp: Partial<Stamp>;
  /** Scenarios that lay beside it. */
  readonly beside: readonly NamedScenario[];
}

/** A link is refused whole beyond this length: no scenario needs it. */
const longest = 20_000;

interface Draft {
  scenario: { -readonly [Key in keyof Scenario]: Scenario[Key] };
  stamp: { -readonly [Key in keyof Stamp]?: Stamp[Key] };
  beside: NamedScenario[];
}

/**
 * Reads a link back. Every value is checked for type and range; what fails is left out and named. Never throws: garbage
 * gives the page as it opens.
 *
 * @param query with or without `?` or `#`
 */
export function decodeScenario(query: string, vocabulary: Vocabulary): Decoded {
  const refused: Refusal[] = [];
  const draft: Draft = { scenario: { ...defaultScenario(vocabulary) }, stamp: {}, beside: [] };
  const text = query.replace(/^[?#]/, "");
  const entries = text.length > longest ? [] : [...new URLSearchParams(text)];
  if (text.length > longest) refused.push(refusal("", `${text.slice(0, 40)}…`, "链接过长", "link too long"));
  const whole = unusable(entries, vocabulary);
  if (whole) return { ...draft, refused: [whole] };
  const seen = new Set<string>();
  for (const [key, value] of entries) {
    try {
      if (seen.has(key) && key !== keys.beside) throw new DecodeError("重复出现", "given twice");
      seen.add(key);
      take(draft, key, value, vocabulary);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      refused.push({ key: key.slice(0, 60), value: value.slice(0, 60), reason: error.reason });
    }
  }
  return { ...draft, refused: [...refused, ...dropImpossible(draft, vocabulary), ...resolveBase(draft, vocabulary)] };
}

type Take = (draft: Draft, value: string, vocabulary: Vocabulary) => void;

const takers: Readonly<Record<string, Take>> = {
  [keys.version]: () => undefined,
  [keys.playbook]: ({ stamp }, value) => void (stamp.playbook = value),
  [keys.asOf]: ({ stamp }, value) => void (stamp.asOf = readDate(value)),
  [keys.roi]: ({ stamp }, value) => void (stamp.roi = readNumber(value)),
  [keys.basis]: ({ scenario }, value) => void (scenario.basis = readBasis(value)),
  [keys.base]: ({ scenario }, value, { presets }) => {
    // which scenarios lie beside is known at the end
    scenario.base = value.startsWith(besidePrefix)
      ? value
      : readId(
          value,
          presets.map(({ id }) => id),
        );
  },
  [keys.beside]: (draft, value, vocabulary) => {
    const read = readBeside(value);
    if (!read) throw new DecodeError("不是 名称~方案", "not name~scenario");
    if (draft.beside.length >= mostBeside) throw new DecodeError(`最多并列 ${mostBeside} 个`, `at most ${mostBeside}`);
    const [first] = decodeScenario(withoutBeside(read.query), vocabulary).refused;
    if (first)
      throw new DecodeError(
        `“${read.name}”中的 ${first.key}：${first.reason.zh}`,
        `${first.key} of “${read.name}”: ${first.reason.en}`,
      );
    draft.beside.push({ ...read, query: withoutBeside(read.query) });
  },
  [keys.goalChange]: ({ scenario }, value, { model }) => {
    scenario.goal = { ...scenario.goal, change: readId(value, Object.keys(model.given)) };
  },
  [keys.goalResult]: ({ scenario }, value, { model }) => {
    scenario.goal = { ...scenario.goal, result: readId(value, [...model.nodes.keys()]) };
  },
  [keys.goalTarget]: ({ scenario }, value) => {
    scenario.goal = { ...scenario.goal, target: readNumber(value) };
  },
  [keys.seed]: ({ scenario }, value) => void (scenario.seed = readInteger(value, [0, Number.MAX_SAFE_INTEGER])),
};

function take(draft: Draft, key: string, value: string, vocabulary: Vocabulary): void {
  if (Object.hasOwn(takers, key)) takers[key]!(draft, value, vocabulary);
  else if (key.startsWith(weekPrefix)) takeLimit(draft.scenario, key.slice(weekPrefix.length), value, vocabulary);
  else takeAssumption(draft.scenario, key, value, vocabulary);
}

function takeAssumption(scenario: Draft["scenario"], key: string, value: string, { model }: Vocabulary): void {
  const assumptions = Object.keys(model.given);
  if (key.endsWith(rangeSuffix)) {
    const drawn = assumptions.filter((each) => isDrawn(model, each));
    const id = readId(key.slice(0, -rangeSuffix.length), drawn);
    scenario.ranges = { ...scenario.ranges, [id]: readRange(value, model.nodes.get(id)!) };
  } else {
    const id = readId(key, assumptions);
    scenario.overrides = { ...scenario.overrides, [id]: readNumber(value, model.nodes.get(id)) };
  }
}

function takeLimit(scenario: Draft["scenario"], name: string, value: string, { weeklyCapacity }: Vocabulary): void {
  const amount = value === unlimited ? undefined : readNumber(value, { unit: "ratio", bounds: [0, Infinity] });
  if (name === "budget") scenario.limits = { ...scenario.limits, budget: amount };
  else {
    const channel = readId(name, Object.keys(weeklyCapacity)) as Channel;
    scenario.limits = { ...scenario.limits, capacity: { ...scenario.limits.capacity, [channel]: amount } };
  }
}

/** A link of another version or another business says nothing here, even where its ids happen to be known. */
function unusable(entries: readonly (readonly [string, string])[], { playbook }: Vocabulary): Refusal | undefined {
  if (entries.length === 0) return undefined;
  const valueOf = (wanted: string): string | undefined => entries.find(([key]) => key === wanted)?.[1];
  const written = (valueOf(keys.version) ?? "").slice(0, 60);
  if (written !== version) {
    return refusal(keys.version, written, "链接的版本无法识别，未采用", "unknown version of the link, not used");
  }
  const other = (valueOf(keys.playbook) ?? playbook).slice(0, 60);
  if (other === playbook) return undefined;
  return refusal(keys.playbook, other, "链接属于另一项业务，未采用", "link of another business, not used");
}

/** What lies beside has nothing beside itself. */
function withoutBeside(query: string): string {
  const entries = new URLSearchParams(query);
  entries.delete(keys.beside);
  return entries.toString();
}

/** A base that lies beside, by its place. */
function resolveBase({ scenario, beside }: Draft, vocabulary: Vocabulary): Refusal[] {
  if (!scenario.base.startsWith(besidePrefix)) return [];
  const found = beside[Number(scenario.base.slice(besidePrefix.length)) - 1];
  if (found) {
    scenario.base = besideId(found);
    return [];
  }
  const written = scenario.base.slice(0, 60);
  scenario.base = defaultScenario(vocabulary).base;
  return [refusal(keys.base, written, "并列的方案里没有这一个", "not among the scenarios beside")];
}

/** Shares that add up to more than everybody are right one by one and wrong together. */
function dropImpossible({ scenario }: Draft, { model }: Vocabulary): Refusal[] {
  const ids = Object.keys(model.given).filter((id) => id.startsWith("share_"));
  const total = ids.reduce((sum, id) => sum + (scenario.overrides[id] ?? model.given[id]!.value), 0);
  if (total <= 1 + 1e-9) return [];
  scenario.overrides = Object.fromEntries(Object.entries(scenario.overrides).filter(([id]) => !ids.includes(id)));
  return [refusal(ids.join(", "), total.toFixed(3), "各层占比之和超过 1", "tier shares add up to more than 1")];
}

function refusal(key: string, value: string, zh: string, en: string): Refusal {
  return { key, value, reason: { zh, en } };
}
