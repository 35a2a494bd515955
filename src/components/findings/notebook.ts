import type { NotebookData } from "../../pageData.js";
import type { Text } from "../../playbooks/types.js";

/** What can be asked here, by the tables that there are. */
export function notebookFinding({ tables }: Pick<NotebookData, "tables">): Text {
  if (!tables) return { zh: "查询只在团队版本里", en: "The notebook is in team builds only" };
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString("en-US");
  return {
    zh: `本周 ${tables.length} 张表、${rows} 行，用 SQL 直接问`,
    en: `Ask this week's ${tables.length} tables and ${rows} rows in SQL`,
  };
}
