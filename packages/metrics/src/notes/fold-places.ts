import { labelTitle, someOf } from "../words.ts";
import { type Note, sentenceOf } from "./note.ts";

/** A warning in words, with the labels and metrics that it holds for. */
export interface PlacedNote {
  readonly code: Note["code"];
  /** Labels and metrics: `liver, spleen (dice); kidney (dice, hd95)`. Empty for all of them. */
  readonly place: string;
  readonly message: string;
}

/**
 * Puts warnings into words. Those that say the same of several labels and metrics become one, with what was found at
 * each of the first ones. In order of first appearance.
 *
 * @param labels names of labels; one that is not among them is called by its number.
 */
export function foldPlaces(
  notes: readonly Note[],
  labels: readonly { readonly label: number; readonly name: string }[],
): PlacedNote[] {
  const titles = new Map(labels.map((one) => [one.label, labelTitle(one)]));
  const titleOf = (label: number) => titles.get(label) ?? labelTitle({ label, name: "" });
  const said = ({ label: _label, metric: _metric, found: _found, ...rest }: Note) => JSON.stringify(rest);
  return groupBy(notes, said).map((group) => {
    const [{ found: _found, ...shared }] = group;
    const { code } = shared;
    const place = placeOf(group, titleOf);
    const byFinding = groupBy(group, ({ found = "" }) => found);
    if (byFinding.length === 1) return { code, place, message: sentenceOf(group[0]) };
    const findings = byFinding.map((of) => `${placeOf(of, titleOf)}: ${of[0].found}`);
    return { code, place, message: `${sentenceOf(shared)} Found: ${someOf(findings, 5, "; ")}.` };
  });
}

/** Labels for which the same metrics are concerned stand together. */
function placeOf(notes: readonly Note[], titleOf: (label: number) => string): string {
  const titles = groupBy(notes, ({ label }) => (label == null ? "" : titleOf(label))).map((of) => ({
    title: of[0].label == null ? "" : titleOf(of[0].label),
    metrics: someOf([...new Set(of.flatMap(({ metric }) => metric ?? []))]),
  }));
  const places = groupBy(titles, ({ metrics }) => metrics).map((of) => {
    const named = someOf(of.flatMap(({ title }) => (title === "" ? [] : title)));
    const [{ metrics }] = of;
    return named !== "" && metrics !== "" ? `${named} (${metrics})` : named + metrics;
  });
  return someOf(
    places.filter((place) => place !== ""),
    5,
    "; ",
  );
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return [...groups.values()];
}
