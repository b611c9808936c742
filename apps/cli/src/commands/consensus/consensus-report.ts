import { join } from "node:path";
import type { SchemaDocument } from "@pgt/analysis/documents";
import type { ConsensusStudy } from "@pgt/core";
import {
  anonymousConsensus,
  type ConsensusPageInput,
  consensusPage,
  mostDisputedCases,
  pageHtml,
} from "@pgt/report";
import type { Context } from "../../context.ts";
import { pseudonyms } from "../report/pseudonyms.ts";

export interface ConsensusReportRequest {
  readonly file: string;
  readonly anonymous: boolean;
  /** Folder of the run, which holds the fused masks; null if they were not written. */
  readonly run: string | null;
}

/** Cuts slices of the most disputed cases, renders the page of a consensus and writes it. */
export async function writeConsensusReport(
  context: Context,
  document: SchemaDocument,
  { file, anonymous, run }: ConsensusReportRequest,
): Promise<void> {
  const input = { ...(document as unknown as ConsensusPageInput), version: context.version };
  const study = document.study as ConsensusStudy | string;
  const complete = { ...input, ...(await slicesOf(context, input, study, run)) };
  const page = consensusPage(anonymous ? anonymousConsensus(complete, pseudonyms()) : complete);
  await (await context.library()).writeFile(file, [pageHtml(page)]);
  context.note(`wrote the report to ${file}`);
}

async function slicesOf(
  context: Context,
  input: ConsensusPageInput,
  study: ConsensusStudy | string,
  run: string | null,
): Promise<Pick<ConsensusPageInput, "slices" | "slicesMissing">> {
  const wanted = mostDisputedCases(input);
  if (wanted.length === 0) return {};
  const raters =
    typeof study === "string" ? study : { raters: { ...study.raters, ...fusedMasks(input, run) } };
  try {
    const library = await context.library();
    const { slices, notes } = await library.disagreementSlices(raters, wanted);
    return { slices, ...(notes.length > 0 && { slicesMissing: notes }) };
  } catch (error) {
    // A report without pictures is still a report: the masks of an old run may be gone.
    const reason = error instanceof Error ? error.message : String(error);
    const message = "No slices: the masks could not be read ({reason}).";
    return { slicesMissing: [{ code: "N-UNREAD", message, reason }] };
  }
}

/** The first three methods, so that outlines can be told apart. */
function fusedMasks({ settings }: ConsensusPageInput, run: string | null): Record<string, string> {
  if (run === null) return {};
  return Object.fromEntries(
    settings.methods.slice(0, 3).map((method) => [method, join(run, "masks", method.replace(":", "-"))]),
  );
}
