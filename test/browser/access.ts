import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe finds on an open page, of any severity: rule, severity, first element, number. The page must bypass its policy. */
export async function axeFaults(page: Page): Promise<string[]> {
  await page.addScriptTag({ content: axe.source });
  return page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
    return violations.map(
      ({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html.slice(0, 160)} (${nodes.length})`,
    );
  });
}

/**
 * Pictures of an open page that a reader without eyes would miss: without a description that holds figures, or without a
 * table of at least one row in the same figure or right after it. Decoration (`aria-hidden`) stands beside its figures.
 */
export async function figureFaults(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("main :is(svg, canvas, img)")].flatMap((picture) => {
      if (picture.closest("[aria-hidden=true]")) return [];
      const said = picture.getAttribute("aria-label") ?? "";
      const rows = picture.closest(".chart")?.querySelectorAll("details.behind tbody tr").length ?? 0;
      const faults = [
        ...(/^(img|group)$/.test(picture.getAttribute("role") ?? "") ? [] : ["no role"]),
        ...(/\d/.test(said) ? [] : [`no figure in its description: ${said}`]),
        ...(rows ? [] : ["no table"]),
      ];
      return faults.map((fault) => `${fault}: ${picture.outerHTML.slice(0, 120)}`);
    }),
  );
}
