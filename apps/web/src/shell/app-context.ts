import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Actions } from "./actions.ts";
import type { LabState, LabStore } from "./app-state.ts";
import type { LabDoor } from "./library.ts";

export interface Lab {
  readonly store: LabStore;
  readonly door: LabDoor;
  readonly actions: Actions;
}

export const LabContext = createContext<Lab | null>(null);

export function useLab(): Lab {
  const lab = useContext(LabContext);
  if (!lab) throw new Error("no lab around this component");
  return lab;
}

/** The state, drawn anew whenever it changes. */
export function useLabState(): LabState {
  const { store } = useLab();
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return state;
}
