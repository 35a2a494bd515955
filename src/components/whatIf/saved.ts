import { longestName, type NamedScenario } from "../../model/scenario/index.js";

const most = 40;

/** Saved scenarios of one playbook. What is not readable counts as nothing; a browser that keeps nothing still works. */
export function savedScenarios(playbook: string, storage: Pick<Storage, "getItem" | "setItem"> | undefined) {
  const key = `holdfast.what-if.${playbook}`;
  const list = (): NamedScenario[] => {
    try {
      const read: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
      return Array.isArray(read) ? read.filter(isSaved).slice(0, most) : [];
    } catch {
      return [];
    }
  };
  const write = (entries: readonly NamedScenario[]): boolean => {
    try {
      storage?.setItem(key, JSON.stringify(entries.slice(0, most)));
      return storage !== undefined;
    } catch {
      return false;
    }
  };
  return {
    list,
    /** The same name is written over. @returns false where the browser keeps nothing */
    save: (entry: NamedScenario): boolean => write([entry, ...list().filter(({ name }) => name !== entry.name)]),
    remove: (name: string): boolean => write(list().filter((entry) => entry.name !== name)),
  };
}

function isSaved(entry: unknown): entry is NamedScenario {
  const { name, query } = (entry ?? {}) as Record<string, unknown>;
  return typeof name === "string" && typeof query === "string" && name.length <= longestName && query.length <= 8_000;
}
