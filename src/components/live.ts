import { html } from "htl";

/** A value that others follow. */
export interface Store<T> {
  get(): T;
  set(value: T): void;
  /** Now and at each change. */
  follow(use: (value: T) => void): void;
  /** At each change from now on. */
  onChange(use: (value: T) => void): void;
}

export function store<T>(initial: T): Store<T> {
  let value = initial;
  const followers: ((value: T) => void)[] = [];
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const use of followers) use(value);
    },
    follow(use) {
      followers.push(use);
      use(value);
    },
    onChange: (use) => void followers.push(use),
  };
}

/** A span (or another element) whose content is made anew at each change. */
export function live<T>(source: Store<T>, render: (value: T) => unknown, element = html`<span></span>`): HTMLElement {
  source.follow((value) => element.replaceChildren(html.fragment`${render(value)}`));
  return element;
}
