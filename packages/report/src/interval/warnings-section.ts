import type { Html } from "../page/html.ts";
import { type ShownWarning, titledList, warningList } from "../page/lists.ts";
import { headed } from "../page/section.ts";
import type { ReportWarning } from "./report-input.ts";
import type { StudyView } from "./study-view.ts";

/** Said first: without a bound there is no interval. */
const first: readonly string[] = ["W-NOINTRA", "W-NOINTER", "W-INV"];

/** Conclusions that must not be drawn, each in words, with where it holds. */
export function warningsBody(view: StudyView): Html[] | null {
  const { warnings, notes } = view.input;
  if (warnings.length === 0 && notes.length === 0) return null;
  return headed("Before you conclude", [
    warningList(grouped(warnings, view)),
    titledList("Notes on files and cases", notes),
  ]);
}

/** The place that a message begins with is told once, for all messages with the same words. */
function withoutPlace(message: string, name: string | undefined, metric: string | null): string {
  const place = `${name}${metric === null ? "" : `, ${metric}`}: `;
  if (name === undefined || !message.startsWith(place)) return message;
  const rest = message.slice(place.length);
  return `${rest.charAt(0).toUpperCase()}${rest.slice(1)}`;
}

/** Warnings with the same words stand once, with the places they hold for. */
function grouped(warnings: readonly ReportWarning[], { labels, input }: StudyView): ShownWarning[] {
  const groups = new Map<string, { code: string; message: string; places: Set<string> }>();
  const rank = ({ code }: ReportWarning) => (first.includes(code) ? 0 : 1);
  for (const { code, label, metric, message } of [...warnings].sort((a, b) => rank(a) - rank(b))) {
    const name = input.bounds.find((bound) => bound.label === label)?.name;
    const words = withoutPlace(message, name, metric);
    const key = `${code} ${words}`;
    const group = groups.get(key) ?? { code, message: words, places: new Set<string>() };
    groups.set(key, group);
    const title =
      label === null ? "" : (labels.find((one) => one.label === label)?.title ?? `label ${label}`);
    const place = [title, metric ?? ""].filter((part) => part !== "").join(", ");
    if (place !== "") group.places.add(place);
  }
  return [...groups.values()].map(({ code, message, places }) => ({
    code,
    message,
    place: places.size > 0 ? ` ${[...places].join("; ")}` : "",
  }));
}
