// `pnpm mutate`: breaks the code on purpose and sees whether tests notice.
import { parseArgs } from "node:util";
import { kernelMutants } from "./kernel-mutants.mjs";
import { buildKernels } from "./kernels.mjs";
import { runNamed } from "./named.mjs";
import { namedMutants } from "./named-mutants.mjs";
import { mutatePackage } from "./stryker.mjs";

const packages = ["io", "metrics", "stats", "study"];
const usage = `usage: pnpm mutate --named [WORD...]          named faults of the TypeScript (those whose line holds all words)
       pnpm mutate --kernels [WORD...]        named faults of the kernels
       pnpm mutate PACKAGE [FILE...]          every fault that StrykerJS makes in ${packages.join(", ")}; FILE as src/a.ts or src/a/*.ts
            [--tests NAME]                    only test files whose name holds NAME
            [--share 0.05] [--seed 1]         a random sample of the faults, the same for the same seed
            [--concurrency N] [--fresh]       default 1 process; --fresh forgets what was found before`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    named: { type: "boolean" },
    kernels: { type: "boolean" },
    tests: { type: "string", default: "" },
    concurrency: { type: "string", default: "1" },
    share: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    fresh: { type: "boolean", default: false },
  },
});

function chosen(mutants) {
  const found = mutants.filter(({ file, means }) =>
    positionals.every((word) => `${file}: ${means}`.includes(word)),
  );
  if (found.length > 0) return found;
  throw new Error(`no mutant's file and meaning hold all of: ${positionals.join(" ")}`);
}

async function run() {
  if (values.named) return runNamed(chosen(namedMutants));
  if (values.kernels) return runNamed(chosen(kernelMutants), buildKernels);
  const [name, ...files] = positionals;
  if (!packages.includes(name)) throw new Error(usage);
  return mutatePackage(name, files, {
    ...values,
    concurrency: Number(values.concurrency),
    share: Number(values.share),
    seed: Number(values.seed),
  });
}

try {
  if (!(await run())) process.exitCode = 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
