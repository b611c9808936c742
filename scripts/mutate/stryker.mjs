import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { root } from "./copy-of-tree.mjs";
import { wilsonPercent } from "./sampled-mutants.mjs";

/** Reports, what was found before, and the copy that is broken; git ignores it. */
const folder = ".mutants";

/**
 * Every fault that StrykerJS knows to make in files of a package (default: all), against the unit tests of that package.
 *
 * @param tests part of the names of the test files that are run.
 * @param share of the mutants that is run, drawn by `seed`.
 * @returns true: a survivor is something to look at, not a failure.
 */
export async function mutatePackage(name, files, { tests, concurrency, fresh, share, seed }) {
  process.chdir(root);
  mkdirSync(join(root, folder), { recursive: true });
  process.env.PGT_TESTS = `packages/${name}/test/**/*${tests}*.test.ts`;
  process.env.PGT_MUTANT_SAMPLE = `${share} ${seed}`;
  const { isSampled } = await import("./sampled-mutants.mjs");
  const patterns = files.length > 0 ? files : ["src/**/*.ts"];
  const mutants = await new Stryker({
    mutate: patterns.map((file) => `packages/${name}/${file}`),
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner", join(root, "scripts/mutate/sampling-checker.mjs")],
    checkers: share < 1 ? ["sample"] : [],
    vitest: { configFile: "scripts/mutate/vitest.config.mjs", related: false },
    coverageAnalysis: "perTest",
    ignoreStatic: true,
    concurrency,
    incremental: true,
    force: fresh,
    incrementalFile: `${folder}/${name}.json`,
    tempDirName: `${folder}/sandbox`,
    ignorePatterns: ["/apps", "/bench", "/docs", "/test", "/assembly/src", "dist"],
    disableTypeChecks: false,
    // A busy machine is slow: what takes ten times as long as before hangs.
    timeoutFactor: 10,
    reporters: ["html", "progress-append-only"],
    htmlReporter: { fileName: `${folder}/${name}.html` },
    allowConsoleColors: false,
    logLevel: "warn",
  }).runMutationTest();
  report(
    name,
    mutants.filter((mutant) => mutant.status !== "Ignored" && isSampled(mutant)),
    mutants.filter(({ status }) => status !== "Ignored").length,
  );
  return true;
}

const isNoticed = ({ status }) => status === "Killed" || status === "Timeout";
const counts = ({ status }) => isNoticed({ status }) || status === "Survived" || status === "NoCoverage";

function report(name, mutants, available) {
  for (const { fileName, location, mutatorName, status, replacement } of mutants) {
    if (isNoticed({ status })) continue;
    const line = `${fileName.slice(root.length)}:${location.start.line}`;
    console.log(
      `${status.padEnd(10)} ${line} ${mutatorName}: ${replacement?.replace(/\s+/g, " ").slice(0, 80)}`,
    );
  }
  const files = [...new Set(mutants.map(({ fileName }) => fileName))];
  const scores = files.map((file) => ({
    file: file.slice(root.length),
    ...scoreOf(mutants.filter(({ fileName }) => fileName === file)),
  }));
  for (const { file, noticed, all, percent } of scores.sort((a, b) => b.percent - a.percent)) {
    console.log(`${percent.toFixed(1).padStart(6)} %  ${noticed} of ${all}  ${file}`);
  }
  const { noticed, all, percent } = scoreOf(mutants);
  const byTime = mutants.filter(({ status }) => status === "Timeout").length;
  const interval = wilsonPercent(noticed, all).map((bound) => bound.toFixed(1));
  const sample = all < available ? `, a sample of ${available}, 95 % interval ${interval.join(" to ")}` : "";
  console.log(
    `${name}: ${noticed} of ${all} mutants killed (${byTime} by time), ${percent.toFixed(1)} %${sample}; ${folder}/${name}.html shows each`,
  );
}

function scoreOf(mutants) {
  const all = mutants.filter(counts).length;
  const noticed = mutants.filter(isNoticed).length;
  return { noticed, all, percent: (100 * noticed) / all };
}
