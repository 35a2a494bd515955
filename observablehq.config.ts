import { headingIds } from "./loaders/publish/headingIds.js";
import { langOf, siteHeader } from "./src/components/siteHeader.js";
import { pages } from "./src/components/navigation.js";
import { playbookById } from "./src/playbooks/index.js";

const playbook = playbookById(process.env.HOLDFAST_PLAYBOOK ?? "aftersales");
const audience = process.env.HOLDFAST_AUDIENCE === "team" ? "team" : "executive";

/** Chosen before anything loads, so that no page is drawn in the wrong language. */
const pickLanguage = `<script>location.replace((/^zh/i.test(navigator.language) ? "zh" : "en") + "/ceo-report.html")</script>`;

function head({ path }: { path: string }): string {
  const lang = langOf(path);
  const page = pages.find((entry) => path.endsWith(`/${entry.path}`));
  if (!lang || !page) return path === "/index" ? pickLanguage : "";
  return `<meta name="description" content="${page.description[lang]}">`;
}

export default {
  title: "Holdfast",
  root: "src",
  output: process.env.HOLDFAST_SITE ?? ".holdfast/site",
  style: "style/holdfast.css",
  globalStylesheets: [],
  head,
  header: ({ path }: { path: string }) => siteHeader({ path, playbook, audience }),
  footer: "",
  sidebar: false,
  toc: false,
  pager: false,
  search: false,
  preserveExtension: true,
  pages: [],
  markdownIt: headingIds,
};
