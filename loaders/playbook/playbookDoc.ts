import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const file = fileURLToPath(new URL("../../src/playbooks/types.ts", import.meta.url));

/** docs/playbook.md: every type that a playbook is made of, with its fields, from the source of the types. */
export function playbookDoc(): string {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const sections = source.statements.flatMap((statement) => {
    if (ts.isInterfaceDeclaration(statement)) return [interfaceSection(statement)];
    return ts.isTypeAliasDeclaration(statement) ? [aliasSection(statement)] : [];
  });
  return `${intro}\n${sections.join("\n")}`;
}

const intro = `# Playbooks

A playbook is everything that a business decides: tables and measures, weights, cut-offs, actions, budgets, stay rates, assumptions, phases, gates, words. One is an object of type \`Playbook\`; formulas of the model never name one.

    npm run playbook -- new fleet --from aftersales   # copies, registers, checks
    npm run playbook -- check fleet                   # type errors and values out of range, with file and line
    npm run weekly -- --playbook fleet --source ./export

\`new\` marks every figure as a placeholder (drawn hollow) and drops what was said about the source of the copied one. Change, in this order: \`name\`, \`customer\` and \`money\`; \`tiers\` and their actions; the figures in \`fleetRoi.ts\`; the words in \`fleetWords.ts\`. A new playbook has no sample: give it data.

\`check\` holds to what no type can say: weights that add up to 1, statuses and tiers in falling order, shares within 0 and 1, each value between its low and high, assumptions and overrides that the ROI model knows, stop lines below go lines, formulas that can be read. The weekly run refuses a playbook that fails it.

Formulas are text over the columns of \`customer_week\`: numbers, \`+ - * /\`, comparisons, \`min\`, \`max\`, \`if(condition, then, else)\`. A missing input makes the result missing.

This page is written by \`npm run docs\` from \`src/playbooks/types.ts\`.
`;

function interfaceSection(node: ts.InterfaceDeclaration): string {
  const fields = node.members.flatMap((member) => {
    if (!ts.isPropertySignature(member)) return [];
    const optional = member.questionToken ? "may be left out" : "";
    const type = oneLine(member.type?.getText() ?? "").replace(/\breadonly /g, "");
    return [
      `| \`${member.name.getText()}\` | ${cell(`\`${type}\``)} | ${cell([doc(member), optional].filter(Boolean).join(" "))} |`,
    ];
  });
  return [heading(node), "| field | type | meaning |", "|---|---|---|", ...fields, ""].join("\n");
}

function aliasSection(node: ts.TypeAliasDeclaration): string {
  return `${heading(node)}\n\`${oneLine(node.type.getText()).replace(/^\| /, "")}\`\n`;
}

function heading(node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration): string {
  const said = doc(node);
  return `## ${node.name.text}\n${said ? `\n${said}\n` : ""}`;
}

function doc(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .flatMap((comment) => (ts.isJSDoc(comment) ? [oneLine(ts.getTextOfJSDocComment(comment.comment) ?? "")] : []))
    .join(" ");
}

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();
const cell = (text: string) => text.replaceAll("|", "\\|");
