import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import ts from "typescript";

export interface Place {
  readonly file: string;
  /** 1 being the first. */
  readonly line: number;
  readonly column: number;
}

/**
 * Where a value stands in a playbook's source: its path is followed through objects, lists and names imported from
 * files beside it, as far as it can be told; the last place found otherwise.
 */
export function locate(file: string, name: string, path: readonly (string | number)[]): Place | undefined {
  const source = parseFile(file);
  const start = source && declared(source, name);
  if (!source || !start) return undefined;
  let node: ts.Expression = start;
  let place = placeOf(source, node);
  for (const [step, key] of path.entries()) {
    if (ts.isIdentifier(node)) {
      const target = imported(source, node.text) ?? file;
      return locate(target, node.text, path.slice(step)) ?? place;
    }
    const next = child(node, key);
    if (!next) return place;
    node = next.value;
    place = placeOf(source, next.at);
  }
  return place;
}

function parseFile(file: string): ts.SourceFile | undefined {
  if (!existsSync(file)) return undefined;
  return ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
}

function declared(source: ts.SourceFile, name: string): ts.Expression | undefined {
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    const found = statement.declarationList.declarations.find(
      (each) => ts.isIdentifier(each.name) && each.name.text === name,
    );
    if (found?.initializer) return found.initializer;
  }
  return undefined;
}

function child(node: ts.Expression, key: string | number): { value: ts.Expression; at: ts.Node } | undefined {
  if (ts.isArrayLiteralExpression(node)) {
    const value = node.elements[Number(key)];
    return value && { value, at: value };
  }
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  for (const property of node.properties) {
    if (!property.name || property.name.getText().replace(/^["']|["']$/g, "") !== String(key)) continue;
    if (ts.isPropertyAssignment(property)) return { value: property.initializer, at: property };
    if (ts.isShorthandPropertyAssignment(property)) return { value: property.name, at: property };
  }
  return undefined;
}

function imported(source: ts.SourceFile, name: string): string | undefined {
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings && ts.isNamedImports(bindings) && bindings.elements.some((each) => each.name.text === name))
      return resolve(dirname(source.fileName), statement.moduleSpecifier.text.replace(/\.js$/, ".ts"));
  }
  return undefined;
}

function placeOf(source: ts.SourceFile, node: ts.Node): Place {
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return { file: source.fileName, line: line + 1, column: character + 1 };
}
