import { isSampled } from "./sampled-mutants.mjs";

/** Lets StrykerJS run the mutants of the sample alone: the others are passed over as if they did not compile. */
export const strykerPlugins = [
  {
    kind: "Checker",
    name: "sample",
    factory: () => ({
      init: async () => {},
      check: async (mutants) =>
        Object.fromEntries(
          mutants.map((mutant) => [
            mutant.id,
            isSampled(mutant) ? { status: "passed" } : { status: "compileError", reason: "not sampled" },
          ]),
        ),
    }),
  },
];
