import { decodeScenario, mostBeside, type NamedScenario } from "../../model/scenario/index.js";
import type { PageContext } from "../context.js";
import type { Controller } from "./controller.js";
import { nodeReceipt } from "./nodeReceipt.js";
import { savedScenarios } from "./saved.js";
import { savedList, type SavedEntry } from "./savedList.js";

/** Scenarios of this browser and of the link as a list, wired to the working copy. */
export function saved(context: PageContext, page: Controller) {
  const { bench } = page;
  const store = savedScenarios(context.playbook.id, browserStorage());
  const scenarioOf = ({ query }: NamedScenario) => decodeScenario(query, bench.vocabulary).scenario;
  const isSame = (a: NamedScenario) => (b: NamedScenario) => a.name === b.name && a.query === b.query;
  /** What came with a link is listed like what was saved here, until the page is left or it is deleted. */
  let linked: readonly NamedScenario[] = [];
  const all = (): NamedScenario[] => {
    linked = [...linked, ...page.beside().filter((each) => !linked.some(isSame(each)))];
    const kept = store.list();
    return [...kept, ...linked.filter(({ name }) => !kept.some((each) => each.name === name))];
  };
  const entries = (): SavedEntry[] =>
    all().map((entry) => {
      const scenario = scenarioOf(entry);
      const values = bench.values(scenario);
      return {
        ...entry,
        roi: values["roi"]!,
        receipt: () => nodeReceipt(context, bench.models[scenario.basis], values, "roi"),
        isOverlaid: page.beside().some(isSame(entry)),
      };
    });
  let shown = "";
  const refresh = (): void => {
    const state = JSON.stringify([all(), page.beside()]);
    if (state === shown) return;
    shown = state;
    view.show(entries());
  };
  const setBeside = (next: readonly NamedScenario[]): void => {
    page.setBeside(next);
    refresh();
  };
  const view = savedList(context, {
    save(name) {
      // written over: what lay beside under this name is no more
      const others = page.beside().filter((each) => each.name !== name);
      store.save({ name, query: page.ownQuery() });
      setBeside(others);
    },
    open: (entry) => page.change(() => scenarioOf(entry)),
    remove(entry) {
      store.remove(entry.name);
      linked = linked.filter(({ name }) => name !== entry.name);
      setBeside(page.beside().filter((each) => !isSame(entry)(each)));
    },
    overlay(entry, isOn) {
      const others = page.beside().filter((each) => !isSame(entry)(each));
      const { name, query } = entry;
      setBeside(isOn && others.length < mostBeside ? [...others, { name, query }] : others);
    },
  });
  refresh();
  return { ...view, show: refresh };
}

/** Some browsers forbid storage, and say so by throwing. */
function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
