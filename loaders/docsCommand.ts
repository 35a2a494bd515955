/** `npm run docs`: writes the pages of the documentation that follow from the code. */
import { writeFileSync } from "node:fs";
import { playbookDoc } from "./playbook/playbookDoc.js";
import { dataReadme } from "./sources/dataReadme.js";

const pages = { "data/README.md": dataReadme, "docs/playbook.md": playbookDoc };

for (const [file, page] of Object.entries(pages)) {
  writeFileSync(new URL(`../${file}`, import.meta.url), page());
  process.stderr.write(`${file} written\n`);
}
