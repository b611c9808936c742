import { foldPlaces, noteText } from "@pgt/metrics";
import type { Html } from "../page/html.ts";
import { titledList, warningList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { StudyView } from "./study-view.ts";

/** Said first: without a bound there is no interval. */
const first: readonly string[] = ["W-NOINTRA", "W-NOINTER", "W-INV"];

/** Conclusions that must not be drawn, each in words, with where it holds. */
export function warningsBody({ input }: StudyView): Html[] | null {
  const { warnings, notes } = input;
  if (warnings.length === 0 && notes.length === 0) return null;
  const isFirst = ({ code }: { readonly code: string }) => first.includes(code);
  const inOrder = [...warnings.filter(isFirst), ...warnings.filter((one) => !isFirst(one))];
  return headed("Before you conclude", [
    warningList(foldPlaces(inOrder, input.bounds)),
    titledList("Notes on files and cases", notes.map(noteText)),
  ]);
}
