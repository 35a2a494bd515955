import { svg } from "htl";
import type { ExperimentCard } from "../../pageData.js";
import { chart } from "../chart.js";
import type { PageContext } from "../context.js";
import { countText } from "../countText.js";
import { niceTicks, scale } from "../scale.js";
import { textWidth } from "../tierPicture.js";
import { strategyName } from "./strategyName.js";
import { verdictWords } from "./verdictWords.js";

type Arm = ExperimentCard["arms"][number];

/** Stay rate of each arm with its interval, the control first and its value as a line through the others. */
export function armChart(context: PageContext, card: ExperimentCard): HTMLElement {
  const { lang } = context;
  const arms = ordered(card);
  const draw = (width: number) => drawArms(context, card, arms, width);
  return chart({ lang, label: describe(context, card, arms), table: table(context, arms), draw }, { width: 560 })
    .element;
}

function ordered({ arms, plan }: ExperimentCard): Arm[] {
  return [...arms].sort((a, b) => Number(b.id === plan.control) - Number(a.id === plan.control));
}

function describe(
  { lang, format: f, say, playbook }: PageContext,
  { isAlwaysValid }: ExperimentCard,
  arms: readonly Arm[],
): string {
  const zh = lang === "zh";
  const kind = isAlwaysValid ? (zh ? "随时有效的 95% 区间" : "always-valid 95% intervals") : "95% (Wilson)";
  const said = arms.map(({ id, stay, n }) =>
    stay
      ? `${say(strategyName(playbook, id))} ${f.percent(stay.value, 1)} (${f.percent(stay.low, 1)}–${f.percent(stay.high, 1)}, n=${countText(f, n)})`
      : `${say(strategyName(playbook, id))} ${zh ? "还没有结果" : "no outcome yet"}`,
  );
  return `${zh ? "各组留存率" : "Stay rates by arm"}, ${kind}: ${said.join("; ")}`;
}

function table({ lang, format: f, say, playbook }: PageContext, arms: readonly Arm[]) {
  const zh = lang === "zh";
  return {
    head: zh ? ["组", "留存率", "下限", "上限", "结论"] : ["Arm", "Stay rate", "Low", "High", "Verdict"],
    rows: arms.map(({ id, stay, verdict }) => [
      say(strategyName(playbook, id)),
      ...(stay ? [stay.value, stay.low, stay.high].map((value) => f.percent(value, 1)) : ["–", "–", "–"]),
      say(verdictWords[verdict]),
    ]),
  };
}

function drawArms(
  { format: f, say, playbook }: PageContext,
  card: ExperimentCard,
  arms: readonly Arm[],
  width: number,
) {
  const known = arms.flatMap(({ stay }) => (stay ? [stay.low, stay.high] : []));
  const [least, most] = [Math.min(card.plan.baseline, ...known), Math.max(card.plan.target, ...known)];
  const room = Math.max(0.04, (most - least) * 0.06);
  const [low, high] = [Math.max(0, least - room), Math.min(1, most + room)];
  const isNarrow = width < 480;
  const name = (id: string) => say(strategyName(playbook, id));
  const left = isNarrow ? 4 : Math.max(...arms.map(({ id }) => textWidth(name(id), 7.4))) + 16;
  const step = isNarrow ? 52 : 38;
  const base = 14 + step * arms.length;
  const x = scale([low, high], [left, width - 52]);
  const y = (i: number) => 14 + step * (i + 0.5) + (isNarrow ? 8 : 0);
  const control = arms[0]?.id === card.plan.control ? arms[0].stay : undefined;
  const ticks = niceTicks(low, high, isNarrow ? 3 : 5);
  return {
    height: base + 26,
    marks: svg`<g>
      ${ticks.map((at) => svg`<g><line class="ax" x1=${x(at)} x2=${x(at)} y1="8" y2=${base}></line><text class="n m" x=${x(at)} y=${base + 18}>${f.percent(at)}</text></g>`)}
      ${control ? svg`<line class="axd" x1=${x(control.value)} x2=${x(control.value)} y1="4" y2=${base}></line>` : null}
      ${arms.map(({ id, stay }, i) => {
        const isControl = id === card.plan.control;
        const [cap, dot] = isControl ? ["capN", "dotN"] : ["capA", "dotF"];
        return svg`<g>
          <text class=${isControl ? "" : "k"} x="0" y=${isNarrow ? y(i) - 16 : y(i) + 4}>${name(id)}</text>
          ${
            stay
              ? svg`<g><path class=${cap} d="M${x(stay.low)},${y(i)}H${x(stay.high)}M${x(stay.low)},${y(i) - 5}v10M${x(stay.high)},${y(i) - 5}v10"></path><circle class=${dot} r="5" cx=${x(stay.value)} cy=${y(i)}></circle><text class=${isControl ? "nb2" : "a"} x=${x(stay.high) + 8} y=${y(i) + 4}>${f.percent(stay.value, 1)}</text></g>`
              : svg`<text class="n" x=${left + 4} y=${y(i) + 4}>–</text>`
          }
        </g>`;
      })}
    </g>`,
  };
}
