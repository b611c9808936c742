import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import type { Actions } from "./actions.ts";
import type { AppState, AppStore } from "./app-state.ts";
import type { AppLibrary } from "./library.ts";

/** Parts that every component may use. */
export interface AppServices {
  readonly store: AppStore;
  readonly library: AppLibrary;
  readonly actions: Actions;
}

export const AppContext = createContext<AppServices | null>(null);

export function useApp(): AppServices {
  const services = useContext(AppContext);
  if (!services) throw new Error("no AppContext.Provider around this component");
  return services;
}

/** Gives the state, and draws the component anew whenever it changes. */
export function useAppState(): AppState {
  const { store } = useApp();
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return state;
}
