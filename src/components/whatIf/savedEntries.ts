import { decodeScenario } from "../../model/scenario/index.js";
import type { PageContext } from "../context.js";
import type { Controller } from "./controller.js";
import { nodeReceipt } from "./nodeReceipt.js";
import type { Reading } from "./now.js";
import { savedScenarios, type SavedScenario } from "./saved.js";
import { mostOverlays, savedList, type SavedEntry } from "./savedList.js";

/** Saved scenarios of this browser as a list, wired to the working copy. */
export function saved(context: PageContext, page: Controller) {
  const { bench } = page;
  const store = savedScenarios(context.playbook.id, browserStorage());
  let overlaid: readonly string[] = [];
  const scenarioOf = ({ query }: SavedScenario) => decodeScenario(query, bench.vocabulary).scenario;
  const entries = (): SavedEntry[] =>
    store.list().map((entry) => {
      const scenario = scenarioOf(entry);
      const values = bench.values(scenario);
      return {
        ...entry,
        roi: values["roi"]!,
        receipt: () => nodeReceipt(context, bench.models[scenario.basis], values, "roi"),
        isOverlaid: overlaid.includes(entry.name),
      };
    });
  const refresh = (): void => {
    const list = entries();
    view.show(list);
    page.setOverlays(
      list
        .filter(({ isOverlaid }) => isOverlaid)
        .map((entry) => reading(context, bench.values(scenarioOf(entry)), entry)),
    );
  };
  const view = savedList(context, {
    save(name) {
      store.save({ name, query: page.query() });
      refresh();
    },
    open: (entry) => page.change(() => scenarioOf(entry)),
    remove(name) {
      store.remove(name);
      overlaid = overlaid.filter((each) => each !== name);
      refresh();
    },
    overlay(name, isOn) {
      const others = overlaid.filter((each) => each !== name);
      overlaid = isOn && others.length < mostOverlays ? [...others, name] : others;
      refresh();
    },
  });
  view.show(entries());
  return view;
}

function reading({ lang }: PageContext, values: Reading["values"], { name, query }: SavedScenario): Reading {
  return { id: `saved ${query}`, label: name, note: lang === "zh" ? "保存的方案" : "saved", values };
}

/** Some browsers forbid storage, and say so by throwing. */
function browserStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    return undefined;
  }
}
