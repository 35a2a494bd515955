/**
 * A table whose rows a phone shows as cards, each cell under its column's name: nothing is cut, nothing scrolls sideways.
 * Rows begin with their heading.
 */
export function stackOnPhone(holder: HTMLElement): HTMLElement {
  for (const table of holder.querySelectorAll("table")) {
    const heads = [...table.querySelectorAll("thead th, thead td")].map((cell) => cell.textContent.trim());
    for (const row of table.querySelectorAll("tbody tr"))
      [...row.children].forEach((cell, i) => {
        if (i) cell.setAttribute("data-label", heads[i] ?? "");
      });
    table.classList.add("stack");
  }
  return holder;
}
