// @vitest-environment jsdom
import { expect, it } from "vitest";
import { stackOnPhone } from "../../src/components/stackOnPhone.js";

it("names each cell by its column for phones, the row's heading by nothing", () => {
  document.body.innerHTML = `<div><table><thead><tr><th>Tier</th><th>Cost</th></tr></thead>
    <tbody><tr><th>High</th><td>300</td></tr></tbody></table></div>`;
  const table = stackOnPhone(document.body.firstElementChild as HTMLElement).querySelector("table")!;
  expect(table.className).toBe("stack");
  expect([...table.querySelectorAll("tbody tr *")].map((cell) => cell.getAttribute("data-label"))).toEqual([
    null,
    "Cost",
  ]);
});
