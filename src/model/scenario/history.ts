/** States one can go back to, oldest first, and forward to, next first. */
export interface History<T> {
  readonly past: readonly T[];
  readonly present: T;
  readonly future: readonly T[];
  /** What the last change was about; further changes of the same thing make one step. */
  readonly subject?: string | undefined;
}

const longest = 200;

export function startHistory<T>(present: T): History<T> {
  return { past: [], present, future: [] };
}

/** @param subject a slider being dragged: its changes are undone together; undefined is always a step of its own */
export function record<T>(history: History<T>, present: T, subject?: string): History<T> {
  if (present === history.present) return history;
  if (subject !== undefined && subject === history.subject) return { ...history, present, future: [] };
  return { past: [...history.past, history.present].slice(-longest), present, future: [], subject };
}

/** Ends a drag: the next change of the same thing is a new step. */
export function settle<T>(history: History<T>): History<T> {
  return { ...history, subject: undefined };
}

export function undo<T>({ past, present, future }: History<T>): History<T> {
  const last = past.at(-1);
  if (past.length === 0) return { past, present, future };
  return { past: past.slice(0, -1), present: last as T, future: [present, ...future] };
}

export function redo<T>({ past, present, future }: History<T>): History<T> {
  if (future.length === 0) return { past, present, future };
  return { past: [...past, present], present: future[0] as T, future: future.slice(1) };
}
