import { spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

/** A mutant may loop for ever: then it is noticed as well. */
const TIMEOUT_MS = 300_000;

/**
 * Runs test files of a copy of the tree.
 *
 * @returns how many tests ran, and the names of those that failed.
 * @throws if a file gave no test at all: a mutant must break what the code does, not whether it compiles.
 */
export function runTests({ folder, path }, files) {
  const report = join(folder, "report.json");
  rmSync(report, { force: true });
  const vitest = join(path, "node_modules/vitest/vitest.mjs");
  const args = [vitest, "run", "--config=scripts/mutate/vitest.config.mjs"];
  args.push("--reporter=json", `--outputFile=${report}`);
  const env = { ...process.env, PGT_TESTS: files.join(" "), CI: "1", FORCE_COLOR: "0" };
  const { error, stderr } = spawnSync(process.execPath, args, {
    cwd: path,
    env,
    timeout: TIMEOUT_MS,
    killSignal: "SIGKILL",
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (error?.code === "ETIMEDOUT") return { ran: 0, failed: [`no end within ${TIMEOUT_MS / 1000} s`] };
  let results;
  try {
    results = JSON.parse(readFileSync(report, "utf8"));
  } catch {
    throw new Error(
      `the tests did not run: ${files.join(" ")}\n${stderr.trim().split("\n").slice(-15).join("\n")}`,
    );
  }
  const silent = results.testResults.filter(({ assertionResults }) => assertionResults.length === 0);
  if (silent.length > 0 || results.numTotalTests === 0) {
    const shown = silent.map(({ name, message }) => `${name}: ${message}`);
    throw new Error(`no test ran in ${shown.join("\n") || files.join(" ")}`);
  }
  const failed = results.testResults.flatMap(({ assertionResults }) =>
    assertionResults.flatMap(({ status, fullName }) => (status === "failed" ? [fullName] : [])),
  );
  return { ran: results.numPassedTests + results.numFailedTests, failed };
}
