import { choiceOf } from "../measures/measure-choice.ts";
import { metricCatalogue } from "../measures/metric-catalogue.ts";
import { type AppState, type AppStore, emptyTable } from "./app-state.ts";
import { createStore } from "./store.ts";

export const initialState: AppState = {
  page: "start",
  files: [],
  table: emptyTable,
  tableFault: null,
  choice: choiceOf(metricCatalogue.defaults, metricCatalogue.conventions[0].id),
  conventionSettings: undefined,
  busy: null,
  progress: null,
  result: null,
  openCase: null,
  fault: null,
  truth: null,
};

export function createAppStore(): AppStore {
  return createStore<AppState>(initialState);
}
