// npm start: weekly run on the sample data of both playbooks, then the site on PORT or 3000.
import { ensureInstalled } from "./install.mjs";
import { runProgram } from "./runProgram.mjs";

ensureInstalled();
await runProgram("loaders/start.ts", process.argv.slice(2));
