import {
  experimentSchema,
  noiseSchema,
  qualitySchema,
  rankSchema,
  type SchemaDocument,
  uncertaintySchema,
  worthSchema,
} from "@pgt/analysis/documents";
import {
  anonymousResult,
  anonymousStudy,
  type NoisePageInput,
  noisePage,
  type Page,
  pageHtml,
  type QualityPageInput,
  qualityPage,
  type RankPageInput,
  rankPage,
  type StudyPageInput,
  studyPage,
  type UncertaintyPageInput,
  uncertaintyPage,
  type WorthPageInput,
  worthPage,
} from "@pgt/report";
import type { OptionValues } from "../../arguments/option-spec.ts";
import type { reporting } from "../../arguments/shared-options.ts";
import type { Context } from "../../context.ts";
import { pseudonyms } from "./pseudonyms.ts";

/** Schema -> page. */
const pages: Readonly<Record<string, (document: unknown) => Page>> = {
  [qualitySchema]: (document) => qualityPage(document as QualityPageInput),
  [worthSchema]: (document) => worthPage(document as WorthPageInput),
  [rankSchema]: (document) => rankPage(document as RankPageInput),
  [noiseSchema]: (document) => noisePage(document as NoisePageInput),
  [uncertaintySchema]: (document) => uncertaintyPage(document as UncertaintyPageInput),
  [experimentSchema]: (document) => studyPage(document as StudyPageInput),
};

export function hasPage(schema: unknown): boolean {
  return typeof schema === "string" && Object.hasOwn(pages, schema);
}

/** Renders the page of a result and writes it. */
export async function writeResultPage(
  context: Context,
  document: SchemaDocument,
  file: string,
  isAnonymous: boolean,
): Promise<void> {
  const page = pages[document.schema](isAnonymous ? anonymousDocument(document) : document);
  await (await context.library()).writeFile(file, [pageHtml(page)]);
  context.note(`wrote the report to ${file}`);
}

function anonymousDocument(document: SchemaDocument): unknown {
  return document.schema === experimentSchema
    ? anonymousStudy(document as unknown as StudyPageInput, pseudonyms())
    : anonymousResult(document, pseudonyms());
}

/** `--report FILE` of a command. */
export async function writeReportIfAsked(
  context: Context,
  document: SchemaDocument,
  { report, anonymous }: OptionValues<typeof reporting>,
): Promise<void> {
  if (report !== undefined) await writeResultPage(context, document, report, anonymous === true);
}
