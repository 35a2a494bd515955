import type { Lang, Text } from "../../src/playbooks/types.js";

/** Why a row was set aside. A reason in the table `rejects` is one of these, with `:detail` where the text has `{}`. */
const texts = {
  too_few_columns: { zh: "列数太少：应为 {}", en: "too few columns: {} expected" },
  too_many_columns: { zh: "列数太多：应为 {}", en: "too many columns: {} expected" },
  bad_quotes: { zh: "引号没有成对", en: "quotes do not match" },
  bad_encoding: { zh: "有无法解码的字节", en: "holds bytes that cannot be decoded" },
  nul_byte: { zh: "含有 NUL 字节", en: "holds a NUL byte" },
  repeated_header: { zh: "重复的表头行，不是数据", en: "the header once more, not data" },
  too_long: { zh: "一行太长：最多 {} 字节", en: "record too long: at most {} bytes" },
  unreadable: { zh: "无法读取：{}", en: "cannot be read: {}" },
  total_row: { zh: "合计行，不是数据", en: "a line of totals, not data" },
  not_a_record: { zh: "不是一条 JSON 记录", en: "not a JSON record" },
  required_missing: { zh: "必填项为空", en: "required value missing" },
  not_a_number: { zh: "不是数字", en: "not a number" },
  not_an_integer: { zh: "不是整数", en: "not a whole number" },
  not_finite: { zh: "不是有限的数", en: "not a finite number" },
  not_a_date: { zh: "不是日期", en: "not a date" },
  not_a_time: { zh: "不是日期时间", en: "not a date and time" },
  not_a_boolean: { zh: "不是是/否", en: "not yes or no" },
  not_a_label: { zh: "没有标签", en: "no label" },
  below_min: { zh: "小于下限 {}", en: "below the minimum, {}" },
  above_max: { zh: "大于上限 {}", en: "above the maximum, {}" },
  year_out_of_range: { zh: "年份不在 1900–2100 之间", en: "year not within 1900–2100" },
  not_allowed: { zh: "不在允许的取值之内：{}", en: "not one of {}" },
  duplicate_key: { zh: "主键重复，保留第一行", en: "repeated key; the first row is kept" },
  forgotten: { zh: "按要求忘记的人", en: "a person to be forgotten" },
  unknown_customer: {
    zh: "客户表里没有这个客户（或该客户已被剔除）",
    en: "customer not in the customers table, or set aside there",
  },
} as const satisfies Record<string, Text>;

export type RejectCode = keyof typeof texts;

/** @param reason as in the table `rejects`, such as `above_max:5`. An unknown code comes back as it is. */
export function rejectReasonText(reason: string, lang: Lang): string {
  const [code = "", ...rest] = reason.split(":");
  const text: Text | undefined = Object.hasOwn(texts, code) ? texts[code as RejectCode] : undefined;
  const detail = rest.join(":");
  return text
    ? text[lang].replace("{}", () => (lang === "zh" ? detail.replaceAll("|", "、") : detail.replaceAll("|", ", ")))
    : reason;
}
