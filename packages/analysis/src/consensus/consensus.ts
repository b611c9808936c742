import { checkOptions } from "@pgt/metrics";
import {
  type ConsensusVotes,
  overlapSomewhere,
  type RaterCase,
  raterPerformance,
  raterValues,
  raterWarnings,
  type Warning,
} from "@pgt/stats";
import { openRun } from "../open-run.ts";
import { CaseLoop, raterCases } from "./case-loop.ts";
import type { CaseVotes } from "./case-votes.ts";
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
import { loadRaters } from "./load-raters.ts";
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
  const sets = raterCases(loaded);
  const request = consensusRequest(options, sets.makers);
  const directory = await openRun(options, "consensus", null);
  try {
    const masks = sets.cases.flatMap((one) => one.masks);
    const undecided = await undecidedLabel(masks, sets.classIds, request.settings.tie);
    const settled = { ...request, settings: { ...request.settings, undecided } };
    const loop = new CaseLoop(loaded, sets, "consensus", options);
    const run = new ConsensusRun(settled, options, loop.files);
    await loop.each(request.regionMm ?? 0, (...one) => run.fuse(...one));
    const report = { study, settings: settled.settings, ...run.results(), ...loop.findings() };
    return await loop.write<ConsensusReport>(directory, report, consensusTables, consensusDocument);
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

  constructor(
    private readonly request: ConsensusRequest,
    private readonly options: ConsensusOptions,
    private readonly files: string[],
  ) {}

  async fuse(id: string, read: CaseVotes, raters: readonly string[]): Promise<boolean> {
    const { request, options } = this;
    const votes = votesOfCase(read, weightsOf(request.settings, raters), request.regionMm);
    const fused = request.methods.map((method) => fuseCase(id, read, votes, raters, method, request));
    const performance = ratersOfCase(id, read, votes, raters, fused[0]);
    this.files.push(...(await writeCase(id, read, votes, raters, fused, request.settings, options)));
    this.rows.push(...fused.flatMap((one) => one.rows));
    this.estimates.push(...fused.flatMap((one) => one.estimates));
    this.raterCases.push(...performance);
    return this.warn(id, votes, raters, fused);
  }

  private warn(
    id: string,
    votes: ConsensusVotes,
    raters: readonly string[],
    fused: readonly FusedMask[],
  ): boolean {
    const hasGroups = Object.keys(this.request.settings.groups).length > 0;
    const found = [...fused.flatMap(({ warnings }) => warnings), ...raterWarnings(votes, raters, hasGroups)];
    this.warnings.push(...found.map((warning) => ({ ...warning, case: id })));
    const isOverlapping = overlapSomewhere(votes);
    if (!isOverlapping) {
      const message =
        "in {case} no voxel has the same label by two raters: cases may be mixed up, or grids shifted.";
      this.warnings.push({ code: "W-OVERLAP", label: null, metric: null, case: id, message });
    }
    return isOverlapping;
  }

  results(): Pick<ConsensusReport, "cases" | "raters" | "raterCases" | "estimates" | "warnings"> {
    return {
      cases: this.rows,
      raters: raterPerformance(this.raterCases),
      raterCases: this.raterCases.map((one) => {
        const { case: id, rater, label, name } = one;
        return { case: id, rater, label, name, ...raterValues([one]) };
      }),
      estimates: this.estimates,
      warnings: foldWarnings(this.warnings),
    };
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
