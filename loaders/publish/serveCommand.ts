/** `npm run serve -- [DIR]`: the published site on PORT or 3000, until stopped; DIR is `dist` by default. */
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { showsUsage } from "../showsUsage.js";
import { serve } from "./serve.js";

const usage = `usage: npm run serve -- [DIR]
  The published site on PORT or 3000, until Ctrl-C; DIR is dist by default.
exit codes: 0 stopped; 2 no site in DIR`;
const [dir = "dist"] = process.argv.slice(2);
if (showsUsage(usage)) {
  // nothing to serve
} else if (!existsSync(join(resolve(dir), "index.html"))) {
  process.stderr.write(`no site in ${dir}; make one: npm run weekly -- --help, or npm start for the sample\n`);
  process.exitCode = 2;
} else {
  const { url } = await serve({ dir: resolve(dir), port: Number(process.env.PORT || 3000) });
  process.stdout.write(`${url}\nCtrl-C stops it.\n`);
}
