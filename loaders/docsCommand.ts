/** `npm run docs`: writes the pages of the documentation that follow from the code. */
import { writeFileSync } from "node:fs";
import { playbookDoc } from "./playbook/playbookDoc.js";
import { showsUsage } from "./showsUsage.js";
import { dataReadme } from "./sources/dataReadme.js";

const usage = `usage: npm run docs
  Writes the pages of the documentation that follow from the code: data/README.md (the data dictionary) and docs/playbook.md.
  A test fails while they differ from the code. Takes no options.`;
const pages = { "data/README.md": dataReadme, "docs/playbook.md": playbookDoc };

for (const [file, page] of showsUsage(usage) ? [] : Object.entries(pages)) {
  writeFileSync(new URL(`../${file}`, import.meta.url), page());
  process.stderr.write(`${file} written\n`);
}
