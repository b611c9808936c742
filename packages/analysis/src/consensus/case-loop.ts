import { foldNotes, type MaskRow, type Note, OutputError, PgtError } from "@pgt/metrics";
import { type InputHash, type RunFolder, secondsSince } from "@pgt/runner";
import { labelUseWarnings } from "@pgt/stats";
import { absentNotes, type CaseFailure, caseGaps } from "@pgt/study";
import { jsonText, type SchemaDocument } from "../documents/json-text.ts";
import { type Table, tableFiles } from "../documents/table.ts";
import { comparedSets } from "../interval/compared-sets.ts";
import type { LoadedStudy } from "../interval/loaded-study.ts";
import { IdenticalMasks } from "../labels/identical-masks.ts";
import { mapInManifest } from "../labels/label-check.ts";
import { markedVolumes } from "../labels/marked-volumes.ts";
import { type CaseVotes, readCaseVotes, type VoteReading } from "./case-votes.ts";
import type { ConsensusOptions } from "./consensus-types.ts";
import { casesOfRaters, noOverlap, type RaterMask } from "./load-raters.ts";

/** Cases to look at: whose masks each has, and the class ids of their labels. */
export interface CaseSets {
  readonly cases: readonly { readonly id: string; readonly masks: readonly RaterMask[] }[];
  /** Ids of all makers of masks. */
  readonly makers: readonly string[];
  readonly classIds: ReadonlyMap<string, number>;
  readonly gaps: readonly Note[];
}

export type LookAtCase = (id: string, read: CaseVotes, makers: readonly string[]) => Promise<boolean>;
type ReadingOfCase = (id: string, masks: readonly RaterMask[]) => Pick<VoteReading, "readOther" | "edit">;

/** The cases that at least two raters have. */
export function raterCases(loaded: LoadedStudy): CaseSets {
  const { match, raters, classIds } = comparedSets(loaded);
  const cases = casesOfRaters(match.cases, raters);
  return { cases, makers: raters.map(({ id }) => id), classIds, gaps: caseGaps(match) };
}

/** The cases of a study, looked at one after the other: faults of one are named, and the others go on. */
export class CaseLoop {
  /** Names of the files that were written for single cases. */
  readonly files: string[] = [];
  private readonly notes: Note[] = [];
  private readonly failures: CaseFailure[] = [];
  private readonly marked: MaskRow[] = [];
  private readonly identical = new IdenticalMasks();
  private readonly found = new Set<number>();
  private readonly present = new Set<number>();
  private readonly inputs: (InputHash & { readonly case: string; readonly entity: string })[] = [];
  private readonly started = performance.now();
  private done = 0;
  private overlapping = 0;

  constructor(
    private readonly loaded: LoadedStudy,
    private readonly sets: CaseSets,
    /** Name of what is made of the cases, in their failures. */
    private readonly comparison: string,
    private readonly options: Pick<ConsensusOptions, "out" | "signal" | "onProgress">,
  ) {}

  /**
   * @param look is given the votes of a case, and tells if two makers give any voxel the same label.
   * @param reading of the masks of a case, where they are not as on disk.
   */
  async each(marginMm: number, look: LookAtCase, reading?: ReadingOfCase): Promise<void> {
    const { signal, onProgress } = this.options;
    const { cases } = this.sets;
    for (const [done, { id, masks }] of cases.entries()) {
      signal?.throwIfAborted();
      try {
        await this.read(id, masks, marginMm, look, reading?.(id, masks));
        this.done++;
      } catch (error) {
        if (!(error instanceof PgtError) || error instanceof OutputError) throw error;
        const { code, message } = error;
        this.failures.push({ case: id, comparison: this.comparison, code, message });
      }
      onProgress?.({ done: done + 1, total: cases.length, case: id });
    }
  }

  private async read(
    id: string,
    masks: readonly RaterMask[],
    marginMm: number,
    look: LookAtCase,
    reading: ReturnType<ReadingOfCase> = {},
  ): Promise<void> {
    const sources = masks.map(({ source }) => source);
    const isHashed = this.options.out !== undefined;
    const how = { marginMm, isHashed, ...reading };
    const read = await readCaseVotes(sources, this.loaded.plan, this.sets.classIds, how);
    const makers = masks.map(({ rater }) => rater);
    read.inputs.forEach((files, k) => {
      this.inputs.push(...files.map((file) => ({ case: id, entity: makers[k], ...file })));
    });
    this.marked.push(...markedVolumes(id, read, makers));
    for (const label of read.used.found) this.found.add(label);
    for (const label of read.used.present) this.present.add(label);
    const { patterns } = read.field;
    this.identical.add(
      makers,
      (a, b) =>
        patterns.every(({ ratings }) => ratings[a] === ratings[b]) &&
        patterns.some(({ ratings }) => ratings[a] !== 0),
    );
    if (await look(id, read, makers)) this.overlapping++;
    this.notes.push(...read.notes);
  }

  /**
   * @throws InputError E_LABELS if no label asked for is in any mask, E_OVERLAP if no two makers gave a voxel of any case the
   * same label.
   */
  findings(): { readonly notes: readonly Note[]; readonly failures: readonly CaseFailure[] } {
    const absent = this.done > 0 ? absentNotes(this.loaded.plan, this.found, this.present) : [];
    const labels = labelUseWarnings({ masks: this.marked, raters: this.sets.makers }, mapInManifest);
    if (this.done > 0 && this.overlapping === 0) throw noOverlap(this.loaded, labels);
    const ofMasks = [...absent, ...labels, ...this.identical.notes()];
    const notes = [...this.loaded.notes, ...ofMasks, ...this.sets.gaps, ...foldNotes(this.notes)];
    return { notes, failures: this.failures };
  }

  /** Writes the tables and run.json, if there is a folder for them. @returns the report with the names of all files. */
  async write<Report extends object>(
    directory: RunFolder | null,
    report: Report,
    tables: readonly Table<Report>[],
    document: (report: Report) => SchemaDocument,
  ): Promise<Report> {
    if (!directory) return report;
    const { files } = this;
    const inputs = [...this.loaded.inputs, ...this.inputs];
    const durationSeconds = secondsSince(this.started);
    const run = { ...document({ ...report, files }), inputs, durationSeconds };
    const written = await directory.write(tableFiles(tables, report), jsonText(run));
    return { ...report, files: [...files, ...written] };
  }
}
