import { checkOptions, foldNotes, type Note, OutputError, PgtError } from "@pgt/metrics";
import { type InputHash, type RunFolder, secondsSince } from "@pgt/runner";
import {
  type ConsensusVotes,
  overlapSomewhere,
  type RaterCase,
  raterPerformance,
  raterValues,
  raterWarnings,
  type Warning,
} from "@pgt/stats";
import { type CaseFailure, caseGaps } from "@pgt/study";
import { jsonText } from "../documents/json-text.ts";
import { tableFiles } from "../documents/table.ts";
import { comparedSets } from "../interval/compared-sets.ts";
import type { LoadedStudy } from "../interval/loaded-study.ts";
import { openRun } from "../open-run.ts";
import { type CaseVotes, readCaseVotes } from "./case-votes.ts";
import { consensusDocument, consensusTables } from "./consensus-document.ts";
import { type ConsensusRequest, consensusRequest, weightsOf } from "./consensus-settings.ts";
import {
  type ConsensusOptions,
  type ConsensusReport,
  type ConsensusRow,
  type ConsensusStudy,
  consensusOptionKeys,
} from "./consensus-types.ts";
import { type FusedMask, fuseCase, ratersOfCase, votesOfCase } from "./fuse-case.ts";
import { casesOfRaters, loadRaters, noOverlap, type RaterMask } from "./load-raters.ts";
import { undecidedLabel } from "./undecided-label.ts";
import { writeCase } from "./write-case.ts";

/**
 * Fuses the masks of several raters into one, by each of the methods asked for, and measures every rater against the
 * first of them (docs/methods/consensus.md). First sessions take part. With `out`, writes `masks/METHOD/CASE.nii.gz`, the
 * tables, run.json, and the maps asked for.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or fewer than two raters; InputError for a manifest or folder that cannot be read, and
 * E_OVERLAP if no two raters marked the same anywhere. Faults of single cases are in `failures`.
 */
export async function consensus(
  study: ConsensusStudy | string,
  options: ConsensusOptions = {},
): Promise<ConsensusReport> {
  checkOptions(options, consensusOptionKeys);
  const loaded = await loadRaters(study, options, "a consensus");
  const { match, raters, classIds } = comparedSets(loaded);
  const request = consensusRequest(
    options,
    raters.map(({ id }) => id),
  );
  const directory = await openRun(options, null);
  try {
    const cases = casesOfRaters(match.cases, raters);
    const undecided = await undecidedLabel(
      cases.flatMap(({ masks }) => masks),
      classIds,
      request.settings.tie,
    );
    const settled = { ...request, settings: { ...request.settings, undecided } };
    const run = new ConsensusRun(loaded, settled, options, classIds);
    for (const [done, { id, masks }] of cases.entries()) {
      options.signal?.throwIfAborted();
      await run.fuse(id, masks);
      options.onProgress?.({ done: done + 1, total: cases.length, case: id });
    }
    return await run.finish(study, caseGaps(match), directory);
  } finally {
    await directory?.close();
  }
}

/** Cases fused so far. */
class ConsensusRun {
  private readonly rows: ConsensusRow[] = [];
  private readonly raterCases: RaterCase[] = [];
  private readonly estimates: ConsensusReport["estimates"][number][] = [];
  private readonly warnings: Warning[] = [];
  private readonly notes: Note[] = [];
  private readonly failures: CaseFailure[] = [];
  private readonly files: string[] = [];
  private readonly inputs: (InputHash & { readonly case: string; readonly entity: string })[] = [];
  private readonly started = performance.now();
  private overlapping = 0;
  private done = 0;

  constructor(
    private readonly loaded: LoadedStudy,
    private readonly request: ConsensusRequest,
    private readonly options: ConsensusOptions,
    private readonly classIds: ReadonlyMap<string, number>,
  ) {}

  async fuse(id: string, masks: readonly RaterMask[]): Promise<void> {
    try {
      const { plan } = this.loaded;
      const sources = masks.map(({ source }) => source);
      const read = await readCaseVotes(sources, plan, this.classIds, {
        marginMm: this.request.regionMm ?? 0,
        isHashed: this.options.out !== undefined,
      });
      read.inputs.forEach((files, k) => {
        this.inputs.push(...files.map((file) => ({ case: id, entity: masks[k].rater, ...file })));
      });
      await this.fuseVotes(
        id,
        read,
        masks.map(({ rater }) => rater),
      );
    } catch (error) {
      if (!(error instanceof PgtError) || error instanceof OutputError) throw error;
      this.failures.push({ case: id, comparison: "consensus", code: error.code, message: error.message });
    }
  }

  private async fuseVotes(id: string, read: CaseVotes, raters: readonly string[]): Promise<void> {
    const { request, options } = this;
    const votes = votesOfCase(read, weightsOf(request.settings, raters), request.regionMm);
    const fused = request.methods.map((method) => fuseCase(id, read, votes, raters, method, request));
    const performance = ratersOfCase(id, read, votes, raters, fused[0]);
    const files = await writeCase(id, read, votes, raters, fused, request.settings, options);
    this.done++;
    this.note(id, read, votes, raters, fused);
    this.rows.push(...fused.flatMap((one) => one.rows));
    this.estimates.push(...fused.flatMap((one) => one.estimates));
    this.raterCases.push(...performance);
    this.files.push(...files);
  }

  private note(
    id: string,
    read: CaseVotes,
    votes: ConsensusVotes,
    raters: readonly string[],
    fused: readonly FusedMask[],
  ): void {
    const hasGroups = Object.keys(this.request.settings.groups).length > 0;
    const found = [...fused.flatMap(({ warnings }) => warnings), ...raterWarnings(votes, raters, hasGroups)];
    this.warnings.push(...found.map((warning) => ({ ...warning, case: id })));
    this.notes.push(...read.notes);
    if (overlapSomewhere(votes)) this.overlapping++;
    else {
      const message =
        "in {case} no voxel has the same label by two raters: cases may be mixed up, or grids shifted.";
      this.warnings.push({ code: "W-OVERLAP", label: null, metric: null, case: id, message });
    }
  }

  async finish(
    study: ConsensusStudy | string,
    gaps: readonly Note[],
    directory: RunFolder | null,
  ): Promise<ConsensusReport> {
    if (this.done > 0 && this.overlapping === 0) throw noOverlap(this.loaded);
    const report: ConsensusReport = {
      study,
      settings: this.request.settings,
      cases: this.rows,
      raters: raterPerformance(this.raterCases),
      raterCases: this.raterCases.map((one) => {
        const { case: id, rater, label, name } = one;
        return { case: id, rater, label, name, ...raterValues([one]) };
      }),
      estimates: this.estimates,
      warnings: foldWarnings(this.warnings),
      notes: [...this.loaded.notes, ...gaps, ...foldNotes(this.notes)],
      failures: this.failures,
    };
    if (!directory) return report;
    const files = [...this.files];
    const written = await directory.write(
      tableFiles(consensusTables, report),
      jsonText({
        ...consensusDocument({ ...report, files }),
        inputs: this.inputs,
        durationSeconds: secondsSince(this.started),
      }),
    );
    return { ...report, files: [...files, ...written] };
  }
}

/** A warning that holds for several cases stands once, with their names. */
function foldWarnings(warnings: readonly Warning[]): Warning[] {
  const groups = new Map<string, { warning: Warning; cases: string[] }>();
  for (const { case: id, ...warning } of warnings) {
    const key = JSON.stringify([warning.code, warning.label, warning.message.replace(/\d+(\.\d+)?/g, "#")]);
    const group = groups.get(key) ?? {
      warning: { ...warning, ...(id !== undefined && { case: id }) },
      cases: [],
    };
    if (id !== undefined && !group.cases.includes(id)) group.cases.push(id);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ warning, cases }) =>
    cases.length > 1 ? { ...warning, others: cases.length - 1 } : warning,
  );
}
