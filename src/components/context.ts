import type { RunInfo } from "../pageData.js";
import { playbookById } from "../playbooks/index.js";
import type { Lang, Playbook, Text } from "../playbooks/types.js";
import { format, type Format } from "./format.js";

/** What every component of a page needs: the language, the playbook, the run and how numbers are written. */
export interface PageContext {
  readonly lang: Lang;
  readonly playbook: Playbook;
  readonly run: RunInfo;
  readonly format: Format;
  /** Picks the page's language. */
  say(text: Text): string;
}

export function pageContext(run: RunInfo, lang: Lang, playbook = playbookById(run.playbook)): PageContext {
  return { lang, run, playbook, format: format(lang, playbook.money), say: (text) => text[lang] };
}
