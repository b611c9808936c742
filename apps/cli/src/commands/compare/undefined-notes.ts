import { firstLines, numberedTitle, plural, type ScoreRow, someOf } from "@pgt/metrics";
import { reasonWords } from "../../terminal/reasons.ts";
import { printable } from "../../terminal/terminal.ts";

const maximumLines = 20;
const maximumCases = 4;

interface Group {
  readonly label: number;
  readonly name: string;
  readonly reason: string;
  readonly metrics: Set<string>;
  readonly cases: Set<string>;
}

/** Lines that say which values are undefined and why: one per label and reason, with the cases by name. */
export function undefinedNotes(rows: readonly ScoreRow[], severalCases: boolean): readonly string[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    if (row.value !== null) continue;
    const reason = row.reason ?? "FAILED";
    const key = `${row.label} ${row.name} ${reason}`;
    const group = groups.get(key) ?? {
      label: row.label,
      name: row.name,
      reason,
      metrics: new Set<string>(),
      cases: new Set<string>(),
    };
    group.metrics.add(row.metric);
    group.cases.add(row.case);
    groups.set(key, group);
  }
  const lines = [...groups.values()].map((group) => noteLine(group, severalCases));
  return firstLines(lines, maximumLines, "; --format csv has every value with its reason");
}

function noteLine(group: Group, severalCases: boolean): string {
  const words = (reasonWords as Readonly<Record<string, string>>)[group.reason] ?? "undefined";
  const what = `${printable(numberedTitle(group))}: ${[...group.metrics].join(", ")}`;
  const cases = [...group.cases];
  const where = someOf(cases.map(printable), maximumCases);
  const places = severalCases ? ` in ${plural(cases.length, "case")} (${where})` : "";
  return `${what}${places}: ${words} (${group.reason})`;
}
