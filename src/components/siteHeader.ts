import type { Audience } from "../pageData.js";
import type { Lang, Playbook } from "../playbooks/types.js";
import { pages } from "./navigation.js";

export interface SiteHeaderOptions {
  /** Path of the page being rendered, such as `/zh/customers`. */
  readonly path: string;
  readonly playbook: Pick<Playbook, "name">;
  readonly audience: Audience;
}

/** The language folder of a page's path; undefined for pages outside of both. */
export function langOf(path: string): Lang | undefined {
  const folder = /^\/(zh|en)\//.exec(path)?.[1];
  return folder === "zh" || folder === "en" ? folder : undefined;
}

/** The bar at the top of each page as static HTML; empty for pages without a language. */
export function siteHeader({ path, playbook, audience }: SiteHeaderOptions): string {
  const lang = langOf(path);
  if (!lang) return "";
  const here = path.slice(4);
  const current = pages.find((page) => page.path === here);
  const links = pages
    .filter((page) => !page.within && (page.audience ?? audience) === audience)
    .map((page) => {
      const mark =
        page.path === here ? ' aria-current="page"' : current?.within === page.path ? ' aria-current="true"' : "";
      return `<a href="/${lang}/${page.path}"${mark}>${page.label[lang]}</a>`;
    });
  const [other, otherName] = lang === "zh" ? (["en", "English"] as const) : (["zh", "中文"] as const);
  return [
    `<a class="skip" href="#observablehq-main">${lang === "zh" ? "跳到正文" : "Skip to content"}</a>`,
    `<div class="bar"><div><a class="mark" href="/${lang}/ceo-report">Holdfast</a><span class="of">${playbook.name[lang]}</span>`,
    `<nav aria-label="${lang === "zh" ? "页面" : "Pages"}">${links.join("")}</nav>`,
    `<a class="lang" id="other-language" href="/${other}/${here}" lang="${other === "zh" ? "zh-CN" : "en"}" hreflang="${other === "zh" ? "zh-CN" : "en"}">${otherName}</a></div></div>`,
  ].join("");
}
