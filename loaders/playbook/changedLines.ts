/** Lines that differ between two texts of equal length in lines, as a reviewer reads them. */
export function changedLines(file: string, before: string, after: string): string {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const changes = old.flatMap((line, i) =>
    line === now[i] ? [] : [`@@ line ${i + 1}`, `-${line}`, `+${now[i] ?? ""}`],
  );
  return changes.length === 0 ? "" : [`--- ${file}`, `+++ ${file}`, ...changes, ""].join("\n");
}
