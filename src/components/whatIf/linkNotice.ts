import { html } from "htl";
import type { PageContext } from "../context.js";
import type { Controller } from "./controller.js";

/** What of a link was not taken over, and what it said on other data; nothing for a link that reproduces its page. */
export function linkNotice({ lang, say, format, run }: PageContext, page: Controller): HTMLElement | null {
  const { refused, stamp } = page.opened;
  const notes: HTMLElement[] = refused.map(({ key, value, reason }) => {
    const shown = value ? `${key} = ${value}` : key;
    return lang === "zh"
      ? html`<p>链接里有一项没有采用：<span class="mono">${shown}</span>，${say(reason)}。</p>`
      : html`<p>One part of the link was not taken over: <span class="mono">${shown}</span>, ${say(reason)}.</p>`;
  });
  const roi = page.now().values["roi"]!;
  if (stamp.asOf !== undefined && stamp.asOf !== run.asOf && stamp.roi !== undefined) {
    const [then, now] = [format.percent(stamp.roi), format.percent(roi)];
    notes.push(
      lang === "zh"
        ? html`<p>这个链接生成时数据截至 ${format.date(stamp.asOf)}，当时 ROI 为 ${then}；按现在的数据是 ${now}。</p>`
        : html`<p>
            This link was made on data to ${format.date(stamp.asOf)} and then gave an ROI of ${then}; on today's data it
            gives ${now}.
          </p>`,
    );
  }
  return notes.length ? html`<div class="notices" role="note">${notes}</div>` : null;
}
