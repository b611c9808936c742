import type { SchemaDocument } from "@pgt/analysis/documents";
import type { ComparedPaths, LabelChoice } from "@pgt/core";
import { InputError, type Note } from "@pgt/metrics";
import { anonymousComparison, type ComparePageInput, comparePage, pageHtml } from "@pgt/report";
import type { Context } from "../../context.ts";
import { pseudonyms } from "./pseudonyms.ts";

export interface CompareReportRequest {
  readonly file: string;
  readonly anonymous: boolean;
  /** Reading of labels. Default: those of the document's settings. */
  readonly labels?: LabelChoice;
  /** File of the document, for messages. */
  readonly source?: string;
}

/** Cuts slices of the worst cases of a comparison, renders its page and writes it. */
export async function writeCompareReport(
  context: Context,
  document: SchemaDocument,
  { file, anonymous, labels, source = "the result" }: CompareReportRequest,
): Promise<void> {
  const input = { ...inputOf(document, source), version: context.version };
  const complete = {
    ...input,
    ...(await slicesOf(context, input, labels ?? input.settings.labels ?? undefined)),
  };
  const page = comparePage(anonymous ? anonymousComparison(complete, pseudonyms()) : complete);
  await (await context.library()).writeFile(file, [pageHtml(page)]);
  context.note(`wrote the report to ${file}`);
}

type DocumentInput = ComparePageInput & Partial<ComparedPaths>;

/** Comparisons of version 0.1.0 have warnings in words, no intervals and no list of worst cases. */
function inputOf(document: SchemaDocument, file: string): DocumentInput {
  const missing = ["settings", "summary"].filter((name) => document[name] === undefined);
  if (missing.length > 0) {
    const message = `expected the result of pgt compare; it lacks ${missing.join(", ")}`;
    throw new InputError("E_HEADER", file, message);
  }
  const { warnings = [], ...given } = document as SchemaDocument & { readonly warnings?: readonly string[] };
  const { summary, worst = [], notes } = given as unknown as DocumentInput;
  const inWords = (reason: string): Note => ({ code: "N-WORDS", reason, message: "{reason}" });
  return {
    ...(given as unknown as DocumentInput),
    summary: summary.map((row) => ({ ...row, interval: row.interval ?? { low: null, high: null } })),
    worst,
    notes: notes ?? warnings.map(inWords),
  };
}

async function slicesOf(
  context: Context,
  { reference, prediction, maps, names, worst, settings }: DocumentInput,
  labels: LabelChoice | undefined,
): Promise<Pick<ComparePageInput, "slices" | "slicesMissing">> {
  if (reference === undefined || prediction === undefined || worst.length === 0) return {};
  const study = { raters: { reference, prediction }, ...(maps && { maps }), ...(names && { names }) };
  try {
    const library = await context.library();
    const { slices, notes } = await library.disagreementSlices(study, worst, {
      metrics: settings.metrics,
      ...(labels !== undefined && { labels }),
    });
    return { slices, ...(notes.length > 0 && { slicesMissing: notes }) };
  } catch (error) {
    // A report without pictures is still a report: the masks of an old run may be gone.
    const reason = error instanceof Error ? error.message : String(error);
    return {
      slicesMissing: [
        { code: "N-UNREAD", reason, message: "No slices: the masks could not be read ({reason})." },
      ],
    };
  }
}
