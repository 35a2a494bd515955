import type { Count } from "../pageData.js";
import type { Lang, Money } from "../playbooks/types.js";

/** How numbers, money and dates are written in one language and one currency; negative numbers carry the true minus. */
export interface Format {
  readonly lang: Lang;
  /** 6,000 */
  count(value: number): string;
  /** A head count that may be withheld: 少于 5, <5; 至少 5, ≥5. */
  heads(value: Count | "≥5"): string;
  /** 41.0; always this many decimals. */
  decimal(value: number, digits: number): string;
  /** A share as 12%. */
  percent(share: number, digits?: number): string;
  /** A probability or share without decimals, but never a false 0% or 100%. */
  probability(share: number): string;
  /** A simulated chance; draws never prove a 0 or a 1: 不到 1%, under 1%. */
  chance(share: number): string;
  /** A difference of shares in percentage points, without its unit: 25.0. */
  points(difference: number, digits?: number): string;
  /** The same with its sign. */
  signed(text: string, value: number): string;
  /** Small unit: 800 元, ¥800. */
  money(value: number): string;
  /** Large unit: 1,420 万元, ¥14.2M. */
  largeMoney(value: number): string;
  /** The number of `largeMoney` without its unit, for a column whose head names it. */
  largeNumber(value: number): string;
  readonly largeUnit: string;
  readonly smallUnit: string;
  /** 2026-06-28; 28 Jun 2026. */
  date(iso: string): string;
  /** 6 月 28 日; 28 Jun. */
  shortDate(iso: string): string;
  /** 182%–278% */
  range(low: string, high: string): string;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export function format(lang: Lang, { unit, large }: Pick<Money, "unit" | "large">): Format {
  const locale = lang === "zh" ? "zh-CN" : "en-GB";
  const decimal = (value: number, digits: number): string =>
    Number.isFinite(value) ? trueMinus(numberFormat(locale, digits).format(value)) : "–";
  const { factor } = large[lang];
  const percent = (share: number, digits = 0) => (Number.isFinite(share) ? `${decimal(share * 100, digits)}%` : "–");
  const largeNumber = (value: number) => decimal(value / factor, largeDigits(value / factor, lang));
  return {
    lang,
    decimal,
    percent,
    largeNumber,
    count: (value) => decimal(value, 0),
    heads: (value) => {
      if (typeof value === "number") return decimal(value, 0);
      return lang === "zh" ? { "<5": "少于 5", "≥5": "至少 5" }[value] : value;
    },
    probability: (share) =>
      share > 0 && share < 0.005 ? "<1%" : share < 1 && share >= 0.995 ? ">99%" : percent(share),
    chance: (share) => {
      const [few, most] = lang === "zh" ? ["不到 1%", "超过 99%"] : ["under 1%", "over 99%"];
      return share < 0.005 ? few : share > 0.995 ? most : percent(share);
    },
    points: (difference, digits = 1) => decimal(difference * 100, digits),
    signed: (text, value) => (value > 0 ? `+${text}` : text),
    money: (value) => withUnit(decimal(value, 0), unit[lang], lang),
    // an amount below the large unit's first digit is said in the small one
    largeMoney: (value) =>
      Math.abs(value) < factor / 20 && value !== 0
        ? withUnit(decimal(value, 0), unit[lang], lang)
        : withUnit(largeNumber(value), large[lang].unit, lang),
    largeUnit: large[lang].unit,
    smallUnit: unit[lang],
    date: (iso) => (lang === "zh" ? iso : `${Number(iso.slice(8))} ${monthOf(iso)} ${iso.slice(0, 4)}`),
    shortDate: (iso) =>
      lang === "zh"
        ? `${Number(iso.slice(5, 7))} 月 ${Number(iso.slice(8))} 日`
        : `${Number(iso.slice(8))} ${monthOf(iso)}`,
    range: (low, high) => (/[−]/.test(low + high) ? `${low} ${lang === "zh" ? "到" : "to"} ${high}` : `${low}–${high}`),
  };
}

const numberFormats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, digits: number): Intl.NumberFormat {
  const key = `${locale} ${digits}`;
  const made =
    numberFormats.get(key) ??
    new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  numberFormats.set(key, made);
  return made;
}

/** Never more digits than say something: three figures, or none after the point in the Chinese large unit. */
function largeDigits(amount: number, lang: Lang): number {
  const size = Math.abs(amount);
  if (lang === "zh") return size >= 100 || Math.abs(size - Math.round(size)) < 0.05 ? 0 : 1;
  return size >= 100 ? 0 : size >= 1 || size === 0 ? 1 : 2;
}

/** Chinese units follow, English ones stand around the number: ¥M becomes ¥1.4M. */
function withUnit(number: string, unit: string, lang: Lang): string {
  if (lang === "zh") return `${number} ${unit}`;
  const [, symbol = "", suffix = ""] = /^([^A-Za-z]*)([A-Za-z]*)$/.exec(unit) ?? [];
  if (!symbol) return `${number} ${unit}`;
  return number.startsWith("−") ? `−${symbol}${number.slice(1)}${suffix}` : `${symbol}${number}${suffix}`;
}

function trueMinus(text: string): string {
  // a rounded -0.3 is 0, not −0
  return text.replace(/^-/, "−").replace(/^−(0(?:\.0+)?)$/, "$1");
}

function monthOf(iso: string): string {
  return months[Number(iso.slice(5, 7)) - 1] ?? "";
}

/** Chinese text keeps a space before a figure and none before a word. */
export function afterChinese(text: string): string {
  return /^[\d−¥+]/.test(text) ? ` ${text}` : text;
}

/**
 * A heading breaks at its punctuation: spaces around figures and Latin words do not part them in Chinese. A clause that is
 * longer than a phone is wide may break before a word that joins two parts, or after 的, but never inside ROI.
 */
export function headingText(text: string, lang: Lang): string {
  if (lang === "en") return text;
  const clauses = text
    .replaceAll(" ", "\u00a0")
    .replace(/(?<=\d)-(?=\d)/g, "-\u2060")
    .split(/(?<=[，。；：、？！])/);
  return clauses.map((clause) => (clause.length > phoneWidth ? clause.replace(joints, "\u200b") : clause)).join("");
}

/** Characters of a heading that a phone holds in one line. */
const phoneWidth = 15;
const joints = /(?<=.{4})(?=[与和对把将按比](?!照组|例)[^，。；]{3})|(?<=.{3}的)(?=[^，。；]{3})/gu;
