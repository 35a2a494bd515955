import type { Text } from "../src/playbooks/types.js";
import { failureFolder } from "./failure.js";
import type { Options } from "./options.js";
import type { Report } from "./report.js";

/** The one thing to do after a weekly run. */
export function nextStep(
  { published, drafts }: Pick<Report, "published" | "drafts">,
  exitCode: number,
  { warehouse, audience }: Pick<Options, "warehouse" | "audience">,
): Text {
  const folder = failureFolder(warehouse);
  if (exitCode === 3)
    return say(
      `改正上面拒绝的几项，再跑一次；被剔除的行在 ${folder}/rejects.csv`,
      `put right what is refused above, and run again; rows set aside are in ${folder}/rejects.csv`,
    );
  if (exitCode !== 0)
    return say(
      `按上面“to do”一行改正，再跑一次；报告在 ${folder}/report.json`,
      `do what “to do” says above, and run again; the report is in ${folder}/report.json`,
    );
  if (published === null) return say("去掉 --no-site 再跑一次，就有网站", "run again without --no-site for the pages");
  if (audience === "team" && drafts > 0)
    return say(
      `npm run serve 打开网站；${drafts} 封信等您过目：npm run drafts -- list`,
      `npm run serve opens the pages; ${drafts} letters wait to be read: npm run drafts -- list`,
    );
  return say("npm run serve 打开网站", "npm run serve opens the pages");
}

const say = (zh: string, en: string): Text => ({ zh: `\n下一步：${zh}`, en: `\nnext: ${en}` });
