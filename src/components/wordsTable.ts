import { html } from "htl";
import type { WordsSummary } from "../pageData.js";
import type { Text } from "../playbooks/types.js";
import type { PageContext } from "./context.js";

/** What each check refuses, in the words of the page. */
export const checkNames: Readonly<Record<string, Text>> = {
  schema: { zh: "格式不符", en: "not in the form asked for" },
  slots: { zh: "占位符不认识或缺失", en: "a slot unknown or missing" },
  figures: { zh: "自己写了数字", en: "a figure of its own" },
  dates: { zh: "自己写了日期", en: "a date of its own" },
  promises: { zh: "许了方案以外的诺", en: "a promise outside the playbook" },
  names: { zh: "写了人名", en: "a name" },
  markup: { zh: "带标记符号", en: "markup" },
  links: { zh: "带链接", en: "a link" },
  leftovers: { zh: "提示语残留", en: "leftovers of the prompt" },
  salutation: { zh: "正文里写了称呼", en: "a salutation in the body" },
  language: { zh: "语言不对", en: "the wrong language" },
  sentences: { zh: "句数不对", en: "the wrong number of sentences" },
  length: { zh: "长度不对", en: "the wrong length" },
};

/** How the week's texts fared: taken at the first reply, at the second, or left to the built-in writer; refusals by check. */
export function wordsTable({ lang, format: f }: PageContext, words: WordsSummary | undefined): HTMLElement {
  const zh = lang === "zh";
  if (!words?.texts)
    return html`<p class="empty">${zh ? "没有可报告的文字。" : "There are no texts to report on."}</p>`;
  const { passed, refused, texts, writer } = words;
  const line = (name: string, count: number, share: string) =>
    html`<tr>
      <th scope="row">${name}</th>
      <td class="num">${f.count(count)}</td>
      <td class="num">${share}</td>
    </tr>`;
  const ofAll = (count: number) => f.percent(count / texts);
  const outcomes = [
    ...(writer === "model"
      ? [
          line(zh ? "首稿通过" : "Passed at the first reply", passed.first, ofAll(passed.first)),
          line(zh ? "退回一次后通过" : "Passed after one refusal", passed.second, ofAll(passed.second)),
        ]
      : []),
    line(zh ? "内置撰写器写成" : "Written by the built-in writer", passed.builtin, ofAll(passed.builtin)),
  ];
  const refusals = Object.entries(refused).sort((a, b) => b[1] - a[1]);
  return html`<div class="row even">
    <table>
      <thead>
        <tr>
          <th scope="col">${zh ? "结果" : "Outcome"}</th>
          <th scope="col" class="num">${zh ? "篇数" : "Texts"}</th>
          <th scope="col" class="num">${zh ? "占比" : "Share"}</th>
        </tr>
      </thead>
      <tbody>
        ${outcomes}
      </tbody>
    </table>
    ${
      refusals.length
        ? html`<table>
            <thead>
              <tr>
                <th scope="col">${zh ? "退回的原因" : "Refused for"}</th>
                <th scope="col" class="num">${zh ? "次数" : "Times"}</th>
              </tr>
            </thead>
            <tbody>
              ${refusals.map(
                ([rule, times]) =>
                  html`<tr>
                    <th scope="row">${checkNames[rule]?.[lang] ?? rule}</th>
                    <td class="num">${f.count(times)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : html`<p class="cap">
            ${zh ? "没有一篇被检查退回。数字、姓名和承诺都由系统填入，撰写者只写占位符。" : "No check refused a text. Figures, names and promises are filled in by code; the writer writes slots only."}
          </p>`
    }
  </div>`;
}
