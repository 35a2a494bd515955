import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";
import ts from "typescript";
import { checkPlaybook } from "../../src/playbooks/checkPlaybook.js";
import type { Playbook } from "../../src/playbooks/types.js";
import { locate } from "./locate.js";

/**
 * What is wrong with a playbook's files, each as `file:line:column: what`: type errors, and once there are none, values
 * out of range.
 * @param folder the playbooks' folder
 */
export async function checkFiles(name: string, folder: string): Promise<readonly string[]> {
  const file = resolve(folder, `${name}.ts`);
  const shown = (place: { file: string; line: number; column: number }) =>
    `${relative(process.cwd(), place.file)}:${place.line}:${place.column}`;
  const wrong = typeErrors(file, folder).map(({ place, message }) => `${shown(place)}: ${message}`);
  if (wrong.length > 0) return wrong;
  const exported = (await tsImport(pathToFileURL(file).href, import.meta.url)) as Record<string, Playbook>;
  const playbook = exported[name];
  if (!playbook) return [`${relative(process.cwd(), file)}:1:1: the file exports no ${name}`];
  return checkPlaybook(playbook).map(({ path, what }) => {
    const place = locate(file, name, path) ?? { file, line: 1, column: 1 };
    return `${shown(place)}: ${path.join(".")}: ${what}`;
  });
}

function typeErrors(file: string, folder: string) {
  const config = ts.readConfigFile("tsconfig.json", (path) => ts.sys.readFile(path));
  const { options } = ts.convertCompilerOptionsFromJson(
    (config.config as { compilerOptions?: object }).compilerOptions ?? {},
    process.cwd(),
  );
  const program = ts.createProgram([file, join(resolve(folder), "index.ts")], { ...options, noEmit: true });
  return ts.getPreEmitDiagnostics(program).flatMap(({ file: source, start, messageText }) => {
    if (!source || start === undefined || !source.fileName.startsWith(resolve(folder))) return [];
    const { line, character } = source.getLineAndCharacterOfPosition(start);
    const place = { file: source.fileName, line: line + 1, column: character + 1 };
    return [{ place, message: ts.flattenDiagnosticMessageText(messageText, "\n  ") }];
  });
}
