import { choiceOf } from "../measures/measure-choice.ts";
import { vocabulary } from "../measures/metric-catalogue.ts";
import { emptyTable, type LabState, type LabStore } from "./app-state.ts";
import { createStore } from "./store.ts";

export const initialState: LabState = {
  page: "start",
  files: [],
  table: emptyTable,
  tableFault: null,
  choice: choiceOf(vocabulary.defaults, vocabulary.conventions[0].id),
  conventionSettings: undefined,
  busy: null,
  progress: null,
  result: null,
  openCase: null,
  fault: null,
  truth: null,
};

export function createLabStore(): LabStore {
  return createStore<LabState>(initialState);
}
