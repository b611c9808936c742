import type { SchemaDocument } from "@pgt/analysis/documents";
import type { QueueStudy } from "@pgt/core";
import { anonymousQueue, drawnItems, pageHtml, type QueuePageInput, queuePage } from "@pgt/report";
import type { Context } from "../../context.ts";
import { pseudonyms } from "../report/pseudonyms.ts";

/** Cuts slices of the first regions, renders the page of a queue and writes it. */
export async function writeQueueReport(
  context: Context,
  document: SchemaDocument,
  { file, anonymous }: { readonly file: string; readonly anonymous: boolean },
): Promise<void> {
  const input = { ...(document as unknown as QueuePageInput), version: context.version };
  const complete = { ...input, ...(await picturesOf(context, input, document.study as QueueStudy | string)) };
  const page = queuePage(anonymous ? anonymousQueue(complete, pseudonyms()) : complete);
  await (await context.library()).writeFile(file, [pageHtml(page)]);
  context.note(`wrote the report to ${file}`);
}

async function picturesOf(
  context: Context,
  input: QueuePageInput,
  study: QueueStudy | string,
): Promise<Pick<QueuePageInput, "pictures" | "picturesMissing">> {
  const items = drawnItems(input);
  if (items.length === 0) return {};
  const wanted = items.map(({ case: id, label, slices }) => ({ case: id, label, slices, models: true }));
  try {
    const library = await context.library();
    const folders = typeof study === "string" ? study : { raters: {}, ...study };
    const { slices, notes } = await library.disagreementSlices(folders, wanted);
    const pictures = items.flatMap(({ rank, case: id, label, slices: [from, to] }) => {
      const isOfItem = (index: number) => index + 1 >= from && index < to;
      const found = slices.find(
        (one) => one.case === id && one.label === label && one.slices.some(({ index }) => isOfItem(index)),
      );
      return found ? [{ ...found, rank }] : [];
    });
    return { pictures, ...(notes.length > 0 && { picturesMissing: notes }) };
  } catch (error) {
    // A report without pictures is still a report: the masks of an old run may be gone.
    const reason = error instanceof Error ? error.message : String(error);
    const message = "No slices: the masks could not be read ({reason}).";
    return { picturesMissing: [{ code: "N-UNREAD", message, reason }] };
  }
}
