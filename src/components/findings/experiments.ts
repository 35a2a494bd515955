import type { ExperimentCard, ExperimentsData } from "../../pageData.js";
import type { Playbook, Text } from "../../playbooks/types.js";
import { planState } from "../experiments/planNotice.js";
import { strategyName } from "../experiments/strategyName.js";
import { format } from "../format.js";

/** The page: a changed plan first, then a red ratio, then what was found. */
export function experimentsFinding({ cards, run }: ExperimentsData): Text {
  const changed = cards.filter((card) => planState(card, run.asOf) === "changed").length;
  if (changed)
    return {
      zh: `${changed} 个实验的计划在登记后被改过，先弄清楚再看结果`,
      en: `${changed} ${changed === 1 ? "plan was" : "plans were"} changed after registration: settle that before reading results`,
    };
  const red = cards.filter(({ ratio }) => ratio?.isRed).length;
  if (red)
    return {
      zh: `${red} 个实验的分派比例不对，结果不能用`,
      en: `${red} ${red === 1 ? "experiment fails" : "experiments fail"} the ratio check: its results cannot be used`,
    };
  if (!cards.length) return { zh: "还没有实验，也没有可比的干预", en: "No experiment yet, and nothing to compare" };
  const found = cards.filter(
    ({ arms, isRegistered }) => isRegistered && arms.some(({ verdict }) => verdict === "better"),
  );
  if (found.length)
    return {
      zh: `${found.length} 个登记过的实验找到更好的策略`,
      en: `${found.length} registered ${found.length === 1 ? "experiment has" : "experiments have"} found a better strategy`,
    };
  const rest = paceWords(cards);
  const hints = cards.filter(({ arms }) => arms.some(({ verdict }) => verdict === "better")).length;
  if (hints)
    return {
      zh: `登记过的实验都还没有结论，${hints} 组未登记的比较有线索${rest.zh}`,
      en: `No registered experiment is decided, ${hints} unregistered ${hints === 1 ? "comparison suggests" : "comparisons suggest"} a better strategy${rest.en}`,
    };
  return {
    zh: `${cards.length} 组比较，都还分不出高下${rest.zh}`,
    en: `${cards.length} ${cards.length === 1 ? "comparison" : "comparisons"}, none decided${rest.en}`,
  };
}

function paceWords(cards: readonly ExperimentCard[]): Text {
  const stuck = cards.filter(({ duration, isEnded }) => !isEnded && !duration.isFeasible).length;
  if (!stuck) return { zh: "", en: "" };
  if (stuck === cards.length)
    return { zh: "；按现在的速度，一年内都做不完", en: "; at the present pace none can be finished within a year" };
  return {
    zh: `；按现在的速度，${stuck} 组一年内做不完`,
    en: `; at the present pace ${stuck} cannot be finished within a year`,
  };
}

/** One experiment: winners and losers by name, else what is still missing. */
export function cardFinding({ arms, duration, isEnded, ratio }: ExperimentCard, playbook: Playbook): Text {
  if (ratio?.isRed) return { zh: "分派比例不对，比较不能信", en: "The ratio is off: no comparison can be trusted" };
  const named = (verdict: string) =>
    arms.filter((arm) => arm.verdict === verdict).map(({ id }) => strategyName(playbook, id));
  const [better, worse] = [named("better"), named("worse")];
  const list = (names: readonly Text[], lang: "zh" | "en") => names.map((name) => name[lang]);
  if (better.length || worse.length)
    return {
      zh: [
        better.length ? `${list(better, "zh").join("、")}更好` : "",
        worse.length ? `${list(worse, "zh").join("、")}更差` : "",
      ]
        .filter(Boolean)
        .join("，"),
      en: [
        better.length ? `Better: ${list(better, "en").join(", ")}` : "",
        worse.length ? `${better.length ? "worse" : "Worse"}: ${list(worse, "en").join(", ")}` : "",
      ]
        .filter(Boolean)
        .join("; "),
    };
  if (isEnded) return { zh: "到期仍分不出高下", en: "Final, and no difference found" };
  if (!duration.isFeasible)
    return { zh: "分不出高下，按现在的速度一年也不够", en: "Undecided, and a year would not be enough at this pace" };
  return { zh: `还分不出高下，约需 ${duration.weeks} 周`, en: `Undecided, about ${duration.weeks} weeks to go` };
}

/** What the holdout costs this week, and whether any tier can find its uplift. */
export function holdoutFinding({ holdout }: ExperimentsData, playbook: Playbook): Text {
  const price = holdout.tiers.reduce((sum, tier) => sum + (tier.price ?? 0), 0);
  const strong = holdout.tiers.filter(({ power }) => power !== null && power >= 0.8).length;
  const say = (lang: "zh" | "en") => format(lang, playbook.money).largeMoney(price);
  return {
    zh: `本周为对照组少赚 ${say("zh")}；${strong ? `${strong} 层有八成以上把握量出增量` : "还没有一层有八成把握量出增量"}`,
    en: `The holdout costs ${say("en")} this week; ${strong ? `${strong} ${strong === 1 ? "tier has" : "tiers have"} 80% power or more` : "no tier has 80% power yet"}`,
  };
}
