/** One immutable value with listeners. */
export interface Store<S> {
  readonly get: () => S;
  /** Replaces some fields and tells the listeners. */
  readonly set: (change: Partial<S>) => void;
  /** @returns ends the subscription. */
  readonly subscribe: (listener: () => void) => () => void;
}

export function createStore<S extends object>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (change) => {
      state = { ...state, ...change };
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
