import type { ReportTruth } from "@pgt/report";
import type { ResultView } from "../interval/result-view.ts";
import type { MeasureChoice } from "../measures/measure-choice.ts";
import type { StudyTable } from "../study/study-table.ts";
import type { GivenStudy } from "../study/study-tree.ts";
import type { StudyFile } from "../upload/study-file.ts";
import type { RunProgress } from "../worker/run-progress.ts";
import type { StudyRun } from "../worker/study-run.ts";
import type { Store } from "./store.ts";

export type PageName = "start" | "study" | "running" | "result";

export interface StudyResult {
  /** Worker that holds the result and makes files of it. */
  readonly run: StudyRun;
  readonly view: ResultView;
  /** Study as it was run; the table may have changed since. */
  readonly study: GivenStudy;
}

export interface OpenCase {
  readonly case: string;
  readonly label: number;
}

export interface AppState {
  readonly page: PageName;
  readonly files: readonly StudyFile[];
  readonly table: StudyTable;
  /** Reason why nothing could be guessed from the names. */
  readonly tableFault: string | null;
  readonly choice: MeasureChoice;
  /** Settings of a manifest that go beyond a preset; kept until another convention is chosen. */
  readonly conventionSettings: unknown;
  /** Present step, in words, while no study is running. */
  readonly busy: string | null;
  readonly progress: RunProgress | null;
  readonly result: StudyResult | null;
  readonly openCase: OpenCase | null;
  /** Last error, in words. */
  readonly fault: string | null;
  /** Known truth of a simulated study. */
  readonly truth: ReportTruth | null;
}

export type AppStore = Store<AppState>;

export const emptyTable: StudyTable = { name: "", folder: "", lines: [], checks: [], rest: {} };
