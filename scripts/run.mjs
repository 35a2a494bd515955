// Runs one TypeScript program of the project: node scripts/run.mjs loaders/weekly.ts --playbook …
import { ensureInstalled } from "./install.mjs";
import { runProgram } from "./runProgram.mjs";

const [file, ...args] = process.argv.slice(2);
ensureInstalled();
await runProgram(file, args);
