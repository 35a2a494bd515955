import type { Feature, Lang, Text } from "./types.js";

export type PhraseValue = number | string | null | undefined;

/**
 * Puts values into a phrase: `{days_overdue}` becomes that column's value in the language's own form. A phrase never
 * shows a missing value: callers only use it where the condition that mentions the value holds.
 */
export function fillPhrase(
  phrase: Text,
  values: Readonly<Record<string, PhraseValue>>,
  features: readonly Feature[],
): Text {
  const fill = (lang: Lang) =>
    phrase[lang].replace(/\{(\w+)\}/g, (_, id: string) =>
      formatValue(
        values[id],
        features.find((f) => f.id === id),
        lang,
      ),
    );
  return { zh: fill("zh"), en: singular(fill("en")) };
}

/** One feature value in business words: "保养已逾期 48 天". */
export function featurePhrase(feature: Feature, value: PhraseValue): Text {
  const fill = (lang: Lang) =>
    value === null || value === undefined || value === ""
      ? `${feature.label[lang]}${lang === "zh" ? "：没有数据" : ": no data"}`
      : feature.phrase[lang].replaceAll("{value}", formatValue(value, feature, lang));
  return { zh: fill("zh"), en: singular(fill("en")) };
}

function formatValue(value: PhraseValue, feature: Feature | undefined, lang: Lang): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "string") return value;
  const digits = feature?.digits ?? 0;
  if (feature?.format === "percent") return signed(numberFormat(lang, "percent", digits).format(value));
  const number = signed(numberFormat(lang, "decimal", digits).format(value));
  if (feature?.format !== "money") return number;
  return lang === "zh" ? `${number} 元` : `¥${number}`;
}

const formats = new Map<string, Intl.NumberFormat>();

/** Kept, because making one costs a hundred times what using it does. */
function numberFormat(lang: Lang, style: "percent" | "decimal", digits: number): Intl.NumberFormat {
  const key = `${lang} ${style} ${digits}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(lang === "zh" ? "zh-CN" : "en", { style, maximumFractionDigits: digits });
    formats.set(key, format);
  }
  return format;
}

/** The true minus of the house style. */
function signed(text: string): string {
  return text.replace(/^-/, "−");
}

/** "1 days overdue" is 1 day overdue. */
function singular(text: string): string {
  return text.replace(/(?<![\d.,])1 ((?:[a-zA-Z]+ )?[a-zA-Z]+?)s\b/, "1 $1");
}
