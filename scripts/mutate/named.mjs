import { CopyOfTree } from "./copy-of-tree.mjs";
import { runTests } from "./run-tests.mjs";

/**
 * Breaks a copy of the tree at each named place in turn and runs the tests that should notice.
 *
 * @param mutants { means, file, find, replace, tests }
 * @param prepare what must be done with the copy, and with each mutant in it, before its tests, as building the kernels.
 * @returns whether all were noticed.
 */
export async function runNamed(mutants, prepare = async () => {}) {
  const copy = new CopyOfTree();
  const stop = () => {
    copy.remove();
    process.exit(130);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  try {
    checkPlaces(mutants, copy);
    await prepare(copy);
    const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
    const { ran, failed } = runTests(copy, tests);
    if (failed.length > 0) throw new Error(`these fail with nothing broken: ${failed.join("; ")}`);
    console.log(`${ran} tests of ${tests.length} files pass with nothing broken`);
    const survivors = [];
    for (const [at, mutant] of mutants.entries()) {
      const { failed: noticed } = await copy.broken(mutant, async () => {
        await prepare(copy, mutant);
        return runTests(copy, mutant.tests);
      });
      if (noticed.length === 0) survivors.push(mutant);
      const by =
        noticed.length === 0 ? "" : `: ${noticed[0]}${noticed.length > 1 ? ` (+${noticed.length - 1})` : ""}`;
      const outcome = noticed.length === 0 ? "SURVIVED" : "killed";
      console.log(`${String(at + 1).padStart(2)} ${outcome.padEnd(8)} ${mutant.file}: ${mutant.means}${by}`);
    }
    console.log(`${mutants.length - survivors.length} of ${mutants.length} killed`);
    return survivors.length === 0;
  } finally {
    process.off("SIGINT", stop);
    process.off("SIGTERM", stop);
    copy.remove();
  }
}

/** @throws naming every mutant whose place is gone or no longer the only one. */
function checkPlaces(mutants, copy) {
  const faults = mutants.flatMap(({ file, find }) => {
    const times = copy.timesIn(file, find);
    return times === 1 ? [] : [`${file}: expected exactly once, found ${times} times: ${find}`];
  });
  if (faults.length > 0) throw new Error(`${faults.join("\n")}\nLet these mutants follow the code.`);
}
