import type { Lang, Text } from "../playbooks/types.js";
import type { SlotValue } from "./types.js";

/** A slot's value as a reader of the language expects it: 4,973 万元, ¥49.7M, 64%, 14 个月. */
export function formatSlot(value: SlotValue, lang: Lang): string {
  switch (value.kind) {
    case "text":
      return value.text[lang];
    case "percent":
      return number(value.value, lang, { style: "percent", maximumFractionDigits: value.digits ?? 0 });
    case "count":
      return count(value, lang);
    case "money":
      return money(value, lang);
    case "months":
      return months(value.value)[lang];
  }
}

const locales = { zh: "zh-CN", en: "en" } as const;

const formats = new Map<string, Intl.NumberFormat>();

function number(value: number, lang: Lang, options: Intl.NumberFormatOptions): string {
  const key = `${lang}|${options.style}|${options.maximumFractionDigits}`;
  // making a format takes far longer than using it
  const format = formats.get(key) ?? new Intl.NumberFormat(locales[lang], options);
  formats.set(key, format);
  return format.format(value).replace(/^-/, "−");
}

function count({ value, digits = 0, hideBelow = 0 }: SlotValue & { kind: "count" }, lang: Lang): string {
  if (value > 0 && value < hideBelow) return lang === "zh" ? `不到 ${hideBelow}` : `fewer than ${hideBelow}`;
  return number(value, lang, { maximumFractionDigits: digits });
}

function money({ value, money, isLarge }: SlotValue & { kind: "money" }, lang: Lang): string {
  const { unit, factor } = money.large[lang];
  if (!isLarge) {
    const text = number(value, lang, { maximumFractionDigits: 0 });
    return lang === "zh" ? `${text} ${money.unit.zh}` : `${money.unit.en}${text}`;
  }
  const scaled = value / factor;
  const text = number(scaled, lang, { maximumFractionDigits: Math.abs(scaled) >= 100 ? 0 : 1 });
  // ¥M is written around the number, 万元 behind it
  return lang === "zh" ? `${text} ${unit}` : `${unit.slice(0, 1)}${text}${unit.slice(1)}`;
}

function months(value: number): Text {
  const whole = Math.floor(value);
  return { zh: `${whole} 个月`, en: whole === 1 ? "one month" : `${whole} months` };
}
