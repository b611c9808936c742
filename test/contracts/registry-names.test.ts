import ts from "typescript";
import { describe, expect, it } from "vitest";
import { commands } from "../../apps/cli/src/commands/index.ts";
import { comparisonTables } from "../../packages/analysis/src/compare/compare-document.ts";
import { consensusTables } from "../../packages/analysis/src/consensus/consensus-document.ts";
import { scoreFileNames } from "../../packages/analysis/src/documents/score-tables.ts";
import { intervalTables } from "../../packages/analysis/src/interval/interval-document.ts";
import { qualityTables } from "../../packages/analysis/src/quality/quality-document.ts";
import { queueTables } from "../../packages/analysis/src/queue/queue-document.ts";
import { rankingTables } from "../../packages/analysis/src/rank/rank-document.ts";
import { designTable } from "../../packages/analysis/src/simulate/simulate-document.ts";
import { uncertaintyTables } from "../../packages/analysis/src/uncertainty/uncertainty-document.ts";
import { worthTables } from "../../packages/analysis/src/worth/worth-document.ts";
import { forEachNode, oncePerPath, parse, rooms } from "./source-files.ts";

const tables = [
  comparisonTables,
  consensusTables,
  intervalTables,
  qualityTables,
  queueTables,
  rankingTables,
  uncertaintyTables,
  worthTables,
  designTable,
];
const tableFiles = [...tables.flat().map(({ file }) => file), ...Object.values(scoreFileNames)];
const commandNames = commands.map(({ name }) => name);

/** Files in which the name of a command is another word, or is written by a test. */
const otherWords: readonly string[] = [
  // Written from the registry of operations.
  "packages/browser/src/functions.ts",
  // The name of an operation of that registry, checked by its type.
  "packages/browser/src/own-functions.ts",
  // The kind of a task of workers.
  "packages/runner/src/workers/pool.ts",
  // Stages of an experiment.
  "packages/analysis/src/experiment/result/experiment-result.ts",
  "packages/analysis/src/experiment/result/score-table-rows.ts",
  "packages/analysis/src/experiment/stages/derive-task.ts",
  "packages/analysis/src/experiment/stages/quality-task.ts",
  "packages/analysis/src/experiment/stages/worth-task.ts",
  "packages/analysis/src/experiment/tasks/task.ts",
  // Sections of the page of an experiment, its last stage.
  "packages/report/src/study/study-page.ts",
  "packages/report/src/study/tasks-section.ts",
  // A command whose runs may be written over.
  "packages/analysis/src/open-run.ts",
  // Columns of tables: the rank of a version, its quality.
  "packages/analysis/src/quality/quality-document.ts",
  "packages/analysis/src/worth/worth-document.ts",
  "apps/cli/src/commands/quality/quality-table.ts",
  // The place of a region in a queue; an option that does not go with another.
  "packages/analysis/src/queue/queue-document.ts",
  "packages/report/src/queue/list-section.ts",
  "apps/cli/src/commands/queue/queue-table.ts",
  "apps/cli/src/commands/queue/queue-command.ts",
  // A field of a document, a section of a page and an option of a simulated study.
  "packages/analysis/src/interval/interval-document.ts",
  "packages/report/src/interval/interval-page.ts",
  "apps/cli/src/commands/simulate/simulate-command.ts",
  // A level of measurement.
  "packages/stats/src/agreement/krippendorff-alpha.ts",
  // The role of an entity, and the reference that models are compared with.
  "packages/analysis/src/compare/study-sides.ts",
  "packages/analysis/src/interval/case-makers.ts",
  "packages/analysis/src/interval/consensus-comparisons.ts",
  "packages/analysis/src/interval/manifest-study.ts",
  "packages/analysis/src/quality/manifest-quality.ts",
  "packages/analysis/src/reference/consensus-reference.ts",
  "packages/stats/src/interval/consensus-records.ts",
  "packages/stats/src/interval/placement.ts",
  "packages/stats/src/scores/study-scores.ts",
  "packages/stats/src/simulation/stage-p-cells.ts",
  "packages/stats/src/simulation/stage-p.ts",
  "packages/study/src/propose/entity-names.ts",
  "apps/web/src/study/roles.ts",
  // Runs that can be split into shards.
  "packages/analysis/src/shards/merge-shards.ts",
  "packages/analysis/src/shards/shard-work.ts",
  "apps/cli/src/commands/merge/merge-command.ts",
  "apps/cli/src/commands/merge/score-shard.ts",
  // Forms in which the web app exports a result.
  "apps/web/src/interval/export/export-file.ts",
  "apps/web/src/interval/export/export-kinds.ts",
  // Names of the files that the app exports.
  "apps/web/src/interval/export/file-names.ts",
  // The folder of the study that a page simulates.
  "apps/web/src/shell/actions.ts",
];

const sources = rooms().flatMap((room) => room.sources);

describe("names of a registry are literals nowhere else", () => {
  it("files of tables: in the document that writes them alone", () => {
    const isHome = (path: string) => /^packages\/analysis\/src\/.*-(document|tables)\.ts$/.test(path);
    const found = sources.filter((path) => !isHome(path)).flatMap((path) => named(path, tableFiles));
    expect(found).toEqual([]);
  });

  it("commands: in the folders of their capability alone", () => {
    const found = sources
      .filter((path) => !otherWords.includes(path))
      .flatMap((path) =>
        named(
          path,
          commandNames.filter((name) => !path.includes(`/${name}/`)),
        ),
      );
    expect(found).toEqual([]);
  });

  it("needs every exception", () => {
    expect(otherWords.filter((path) => named(path, commandNames).length === 0)).toEqual([]);
  });
});

function named(path: string, names: readonly string[]): string[] {
  return wordsOf(path)
    .filter((word) => names.includes(word))
    .map((word) => `${path}: ${word}`);
}

/** Literals of a file; types, names of fields, classes and elements of a page excepted. */
const wordsOf = oncePerPath((path) => {
  const found: string[] = [];
  forEachNode(parse(path), (node) => {
    if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return;
    const { parent } = node;
    if (!ts.isLiteralTypeNode(parent) && !ts.isJsxAttribute(parent)) found.push(node.text);
  });
  return found;
});
