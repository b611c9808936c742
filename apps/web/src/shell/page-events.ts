import type { AppStore } from "./app-state.ts";

/** Asks before the page is left, and keeps a drop from replacing it: what was typed and computed would be lost. */
export function keepPage(store: AppStore): void {
  addEventListener("beforeunload", (event) => {
    if (store.get().page !== "start") event.preventDefault();
  });
  // A browser opens what is dropped beside the place for it.
  for (const type of ["dragover", "drop"] as const) addEventListener(type, (event) => event.preventDefault());
}

export function mayStartOver(): boolean {
  return confirm("Start over? The study, your corrections and the result are lost: nothing is stored.");
}
