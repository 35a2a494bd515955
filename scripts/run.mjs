// Runs one TypeScript program of the project: node scripts/run.mjs loaders/weekly.ts --playbook …
import { ensureInstalled, runTypeScript } from "./install.mjs";

const [file, ...args] = process.argv.slice(2);
ensureInstalled();
process.exit(runTypeScript(file, args));
