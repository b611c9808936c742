import type { AppStore } from "./app-state.ts";

/** What would end the page, and with it what was typed and computed: asks before, or keeps it from happening. */
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
