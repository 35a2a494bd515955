/**
 * A row of a table whose first cell names it. Made element by element: a template a cell takes several times as long, and
 * tables behind charts have hundreds, lists are drawn anew at each letter of a search.
 * @param classOf class of a cell by its place; empty for none
 */
export function tableRow(cells: readonly unknown[], classOf: (place: number) => string): HTMLTableRowElement {
  const row = document.createElement("tr");
  cells.forEach((content, place) => {
    const cell = document.createElement(place ? "td" : "th");
    if (!place) cell.setAttribute("scope", "row");
    if (classOf(place)) cell.className = classOf(place);
    cell.append(...nodesOf(content));
    row.append(cell);
  });
  return row;
}

function nodesOf(content: unknown): (Node | string)[] {
  if (content === null || content === undefined) return [];
  if (content instanceof Node) return [content];
  return Array.isArray(content) ? content.flatMap(nodesOf) : [String(content as string | number)];
}
