import {
  anonymousCase,
  anonymousFile,
  anonymousNote,
  anonymousResult,
  type NameHash,
} from "../page/anonymise.ts";
import type { ReportInput } from "./report-input.ts";

/** The input with other names of cases and files, and without a title; ids of raters and models stay. */
export function anonymousInput({ title: _, ...input }: ReportInput, hash: NameHash): ReportInput {
  const ofCase = <T extends { readonly case: string }>(one: T): T => ({
    ...one,
    case: anonymousCase(one.case, hash),
  });
  const { slicesMissing, inputs, agreement } = input;
  return {
    ...anonymousResult(input, hash),
    rows: input.rows.map(ofCase),
    ...(input.masks && { masks: input.masks.map(ofCase) }),
    ...(input.slices && { slices: input.slices.map(ofCase) }),
    ...(agreement && {
      agreement: { ...agreement, notes: agreement.notes.map((note) => anonymousNote(note, hash)) },
    }),
    ...(slicesMissing && { slicesMissing: slicesMissing.map((note) => anonymousNote(note, hash)) }),
    ...(inputs && {
      inputs: inputs.map(({ path, ...rest }) => ({ path: anonymousFile(path, hash), ...rest })),
    }),
  };
}
