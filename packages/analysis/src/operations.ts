import * as capabilities from "./capabilities.ts";
import { comparisonSchema } from "./compare/compare-document.ts";
import { consensusSchema } from "./consensus/consensus-document.ts";
import { deriveSchema } from "./derive/derive-document.ts";
import { intervalSchema } from "./interval/interval-document.ts";
import { noiseSchema } from "./noise/noise-document.ts";
import { promptsSchema } from "./prompts/prompts-document.ts";
import { qualitySchema } from "./quality/quality-document.ts";
import { queueEvaluationSchema, queueSchema } from "./queue/queue-document.ts";
import { rankSchema } from "./rank/rank-document.ts";
import { designSchema, simulatedStudySchema } from "./simulate/simulate-document.ts";
import { uncertaintySchema } from "./uncertainty/uncertainty-document.ts";
import { tableCheckSchema, worthSchema } from "./worth/worth-document.ts";

/** A function of the library, as the ways into it and its documentation see it. */
export interface Operation<Run> {
  readonly run: Run;
  /** Arguments, as README shows them; the type of `options` is declared beside the function. */
  readonly takes: string;
  /** One line. */
  readonly summary: string;
  /** Schema of its result as a document; null if it has none. */
  readonly schema: string | null;
}

type Functions = typeof capabilities;
export type OperationName = keyof Functions;

/** Every function of the library, in the order of README: the calls of a page's worker are made from this. */
export const operations: { readonly [N in OperationName]: Operation<Functions[N]> } = {
  readLabelMap: {
    run: capabilities.readLabelMap,
    takes: "path",
    summary: "reads a NIfTI label map: `data` (x fastest), `shape`, `spacingMm`, `affine`, `labelNames`",
    schema: null,
  },
  compare: {
    run: capabilities.compare,
    takes: "{ reference, prediction }, options",
    summary: "two label maps, paths or volumes in memory",
    schema: comparisonSchema,
  },
  compareMany: {
    run: capabilities.compareMany,
    takes: "pairs, options",
    summary: "many pairs of files; one that fails is named and the others go on",
    schema: comparisonSchema,
  },
  comparePaths: {
    run: capabilities.comparePaths,
    takes: "reference, prediction, options",
    summary: "two files or two folders, matched as the command does",
    schema: comparisonSchema,
  },
  interval: {
    run: capabilities.interval,
    takes: "{ raters, repeats, models }, options",
    summary: "the PGT interval of folders of masks; or of a manifest or score table, by its path",
    schema: intervalSchema,
  },
  quality: {
    run: capabilities.quality,
    takes: "study, options",
    summary: "label quality of generators against a reference",
    schema: qualitySchema,
  },
  worth: {
    run: capabilities.worth,
    takes: "tables, options",
    summary: "label quality against downstream scores: correlation, concordance, decision, cost",
    schema: worthSchema,
  },
  checkTables: {
    run: capabilities.checkTables,
    takes: "tables, options",
    summary: "forensic checks of tables of means",
    schema: tableCheckSchema,
  },
  uncertainty: {
    run: capabilities.uncertainty,
    takes: "{ raters, probabilities, samples }, options",
    summary: "probability maps and samples of models against several raters, and the ceiling they leave",
    schema: uncertaintySchema,
  },
  rank: {
    run: capabilities.rank,
    takes: "scores, options",
    summary: "ranking of algorithms with bootstrap stability, by four orders of aggregation",
    schema: rankSchema,
  },
  consensus: {
    run: capabilities.consensus,
    takes: "{ raters }, options",
    summary:
      "one mask of several raters' by vote, STAPLE, shape and more; how good each rater is; maps of disagreement",
    schema: consensusSchema,
  },
  noise: {
    run: capabilities.noise,
    takes: "{ raters }, options",
    summary:
      "noise of raters for training: transition matrices, flips by distance from the border, soft labels",
    schema: noiseSchema,
  },
  queue: {
    run: capabilities.queue,
    takes: "{ raters, models }, options",
    summary:
      "the regions to annotate again or next, why, and as tasks: raters disagree, likely errors, models disagree",
    schema: queueSchema,
  },
  evaluateQueue: {
    run: capabilities.evaluateQueue,
    takes: "{ raters, models } or null, options",
    summary: "how well a queue finds errors of known place put into masks: precision at k, gain curve",
    schema: queueEvaluationSchema,
  },
  derive: {
    run: capabilities.derive,
    takes: "options",
    summary: "pseudo labels as nnU-Net datasets",
    schema: deriveSchema,
  },
  prompts: {
    run: capabilities.prompts,
    takes: "masks, options",
    summary: "boxes around masks, per slice and organ",
    schema: promptsSchema,
  },
  proposeStudy: {
    run: capabilities.proposeStudy,
    takes: "folder, options",
    summary: "a study manifest from the names of the files in a folder, for a person to check",
    schema: null,
  },
  disagreementSlices: {
    run: capabilities.disagreementSlices,
    takes: "study, wanted, options",
    summary: "the slices on which the raters of a case differ most, as outlines",
    schema: null,
  },
  structureMasks: {
    run: capabilities.structureMasks,
    takes: "study, wanted, options",
    summary: "one structure of one case in all masks, cut to the box that holds them",
    schema: null,
  },
  simulateDesign: {
    run: capabilities.simulateDesign,
    takes: "from, options",
    summary: "how wide the intervals of a study would be with other sizes",
    schema: designSchema,
  },
  writeSimulatedStudy: {
    run: capabilities.writeSimulatedStudy,
    takes: "folder, options",
    summary: "masks of simulated annotators, with a manifest",
    schema: simulatedStudySchema,
  },
  writeDemoStudy: {
    run: capabilities.writeDemoStudy,
    takes: "folder, options",
    summary: "the simulated study of `pgt demo`, whose truth is known",
    schema: null,
  },
};
