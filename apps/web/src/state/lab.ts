import { vocabulary } from "../lab/vocabulary.ts";
import { choiceOf } from "../study/measure-choice.ts";
import { emptyTable, type LabState, type LabStore } from "./lab-state.ts";
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
