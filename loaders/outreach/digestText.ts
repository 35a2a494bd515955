import type { Lang, Playbook, Text } from "../../src/playbooks/types.js";

/** What the team is told once a run; heads under five are not said to a whole channel. */
export interface DigestFacts {
  readonly asOf: string;
  readonly atRisk: number;
  readonly newlyAtRisk: number;
  readonly drafts: number;
  /** Address of the published site; undefined when nobody told it. */
  readonly link?: string;
}

export interface Digest {
  readonly title: Text;
  readonly lines: Readonly<Record<Lang, readonly string[]>>;
  readonly link?: string;
}

const smallest = 5;

export function digestOf({ asOf, atRisk, newlyAtRisk, drafts, link }: DigestFacts, { name, words }: Playbook): Digest {
  const heads = (count: number, lang: Lang) => {
    const shown =
      count > 0 && count < smallest
        ? lang === "zh"
          ? `不到 ${smallest}`
          : `fewer than ${smallest}`
        : new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en").format(count);
    return words.count[lang].replace("{n}", shown);
  };
  return {
    title: { zh: `${name.zh}周报 ${asOf}`, en: `${name.en}, week of ${asOf}` },
    lines: {
      zh: [`有风险：${heads(atRisk, "zh")}，新进入：${heads(newlyAtRisk, "zh")}`, `待批准的跟进信：${drafts} 封`],
      en: [
        `At risk: ${heads(atRisk, "en")}; newly at risk: ${heads(newlyAtRisk, "en")}`,
        `Letters waiting for approval: ${drafts}`,
      ],
    },
    ...(link ? { link } : {}),
  };
}

/** As plain text: what is written to a file, shown and mailed. */
export function digestPlain({ title, lines, link }: Digest, lang: Lang): string {
  return [title[lang], ...lines[lang], ...(link ? [link] : [])].join("\n");
}
