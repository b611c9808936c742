import type { FileFinding, TableCheckReport } from "@pgt/core";
import { noteText, plural } from "@pgt/metrics";
import { paint, printable, type Terminal } from "../../terminal/terminal.ts";
import { hanging } from "../../terminal/wrap.ts";

/** Text that `pgt worth --check` prints. */
export function findingLines({ sources, findings, notes }: TableCheckReport, terminal: Terminal): string[] {
  const width = lineWidth(terminal);
  const rows = sources.reduce((sum, source) => sum + source.rows, 0);
  return [
    paint(terminal, "bold", `${plural(findings.length, "finding")} in ${rows} rows`),
    ...findingItems(findings, width),
    ...notes.flatMap((note) => hanging(printable(noteText(note)), width)),
    ...(findings.length === 0
      ? ["Nothing was found. That is no proof: the checks look for a few known faults."]
      : ["A finding is no proof of a fault; it is a reason to ask who made the table."]),
  ];
}

export function findingItems(findings: readonly FileFinding[], width: number): string[] {
  return findings.flatMap(({ kind, task, metric, message }) =>
    hanging(printable(`${kind}: ${task}, ${metric}: ${message}`), width),
  );
}

export function lineWidth({ columns }: Terminal): number {
  return Math.max(40, Math.min(columns ?? 100, 110));
}
