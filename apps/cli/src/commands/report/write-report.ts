import type { MeasureOptions, StudyFolders } from "@pgt/core";
import type { Note } from "@pgt/metrics";
import { intervalPage, pageHtml, type ReportInput, worstAgreeingCases } from "@pgt/report";
import type { Context } from "../../context.ts";
import { pseudonyms } from "./pseudonyms.ts";

/** Reading of the labels of a report's masks. */
type MeasureChoice = Pick<MeasureOptions, "metrics" | "labels">;

export interface ReportRequest {
  /** The page's file. */
  readonly file: string;
  readonly anonymous: boolean;
  /** Place of the masks, for the slices: folders or a manifest. Null if that is not known. */
  readonly study: StudyFolders | string | null;
  /** Reading of labels. */
  readonly measure: MeasureChoice;
}

/** Cuts the slices, renders the page and writes it. */
export async function writeReport(
  context: Context,
  input: ReportInput,
  request: ReportRequest,
): Promise<void> {
  const { file, anonymous, study, measure } = request;
  const complete = { ...input, ...(await slicesOf(context, input, study, measure)) };
  const page = pageHtml(intervalPage(complete, anonymous ? { anonymous: pseudonyms() } : {}));
  await (await context.library()).writeFile(file, [page]);
  context.note(`wrote the report to ${file}`);
}

/** A score table says nothing of masks. */
const isManifest = /\.(ya?ml|json)$/i;

async function slicesOf(
  context: Context,
  input: ReportInput,
  study: ReportRequest["study"],
  measure: MeasureChoice,
): Promise<Pick<ReportInput, "slices" | "slicesMissing">> {
  if (input.slices) return {};
  if (study === null || (typeof study === "string" && !isManifest.test(study)))
    return { slicesMissing: [noSlices("No slices: the run does not say where the masks are.")] };
  try {
    const library = await context.library();
    const { slices, notes } = await library.disagreementSlices(study, worstAgreeingCases(input), measure);
    return { slices, ...(notes.length > 0 && { slicesMissing: notes }) };
  } catch (error) {
    // A report without pictures is still a report: the masks of an old run may be gone.
    const reason = error instanceof Error ? error.message : String(error);
    return { slicesMissing: [{ ...noSlices("No slices: the masks could not be read ({reason})."), reason }] };
  }
}

function noSlices(message: string): Note {
  return { code: "N-UNREAD", message };
}
