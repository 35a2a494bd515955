// npm start: weekly run on the sample data of both playbooks, then the site on PORT or 3000.
import { ensureInstalled, runTypeScript } from "./install.mjs";

ensureInstalled();
process.exit(runTypeScript("loaders/start.ts", process.argv.slice(2)));
