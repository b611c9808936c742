import type { MetricExplanation } from "@pgt/metrics";
import { decimalsOf, formatNumber, unitOf } from "../../terminal/numbers.ts";
import { paint, signs, type Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";
import { hanging, wrap } from "../../terminal/wrap.ts";
import { exampleText } from "./example-masks.ts";
import { betterOf, writtenAs } from "./explain-lists.ts";
import { dependsOnBoundary, dependsOnPercentile, type Variant } from "./explain-variants.ts";

export interface Explained {
  readonly explanation: MetricExplanation;
  /** The metric as computed on the example, parameter included. */
  readonly key: string;
  readonly variants: readonly Variant[];
}

const left = (title: string) => ({ title, align: "left" as const });
const right = (title: string) => ({ title, align: "right" as const });

/** The text of `pgt explain METRIC`. */
export function metricText(explained: Explained, terminal: Terminal): string[] {
  const { explanation, key } = explained;
  const width = Math.min(terminal.columns ?? 100, 100);
  const heading = (text: string) => ["", paint(terminal, "bold", text)];
  const { differences } = explanation;
  return [
    paint(terminal, "bold", `${explanation.key}: ${explanation.name}`),
    ...wrap(explanation.definition, width),
    "",
    ...facts(explanation).flatMap(([name, text]) => factLines(name, text, width)),
    ...heading("When a mask is empty (--empties)"),
    ...emptiesTable(explanation, terminal),
    ...wrap(explanation.emptiesReason, width),
    ...heading("Other tools (--convention)"),
    ...toolsTable(explanation, terminal),
    ...heading(`${key} on an example`),
    ...wrap(`${exampleText}:`, width),
    ...variantsTable(explained, terminal),
    ...(differences.length > 0 ? heading("What other tools do differently") : []),
    ...differences.flatMap((text) => hanging(text, width)),
  ];
}

function facts(explanation: MetricExplanation): (readonly [string, string])[] {
  const { aliases, identical, symmetric } = explanation;
  const all: (readonly [string, string])[] = [
    ["formula", explanation.formula],
    ["written", parameterText(explanation)],
    ["also", aliases.join(", ")],
    ["unit", unitOf(explanation.unit)],
    ["range", explanation.range],
    ["better", betterOf(explanation)],
    ["identical", identical === null ? "depends on the mask" : `${identical} for identical masks`],
    ["symmetric", symmetric ? "yes" : "no: exchanging the masks changes the value"],
    ["source", explanation.citation],
    ["agrees with", explanation.agreesWith],
  ];
  return all.filter(([, text]) => text !== "");
}

function parameterText(explanation: MetricExplanation): string {
  const { id, parameter } = explanation;
  if (parameter === null) return "";
  const unit = parameter.unit === "" ? "" : ` in ${parameter.unit}`;
  const rest = parameter.default === undefined ? "must be given" : `${parameter.default} if not given`;
  const separator = parameter.suffix ? "" : "@";
  return `${writtenAs(explanation)}, as in ${id}${separator}${parameter.example}; ${parameter.name}${unit}, ${rest}`;
}

/** A fact with its name in a column of its own. */
export function factLines(name: string, text: string, width: number): string[] {
  const indent = 15;
  return wrap(text, width - indent).map(
    (line, at) => `  ${(at === 0 ? name : "").padEnd(indent - 2)}${line}`,
  );
}

const emptyColumns = [right("both empty"), right("reference empty"), right("prediction empty")];

function emptiesTable({ empties }: MetricExplanation, terminal: Terminal): string[] {
  const rows = empties.map(({ policy, both, reference, prediction }) => [
    policy,
    both,
    reference,
    prediction,
  ]);
  return renderTable([left("policy"), ...emptyColumns], rows, terminal);
}

function toolsTable({ conventions }: MetricExplanation, terminal: Terminal): string[] {
  const rows = conventions.map(({ convention, toolName, both, reference, prediction }) =>
    toolName === null
      ? [convention, { text: "does not have it", style: "dim" as const }]
      : [convention, toolName, both, reference, prediction],
  );
  return renderTable([left("convention"), left("its name"), ...emptyColumns], rows, terminal);
}

function variantsTable({ explanation, variants }: Explained, terminal: Terminal): string[] {
  const { unit } = explanation;
  const show = (value: number | null) => formatNumber(value, decimalsOf(unit), signs(terminal).undefined);
  const own = variants[0]?.value ?? null;
  const withBoundary = dependsOnBoundary(explanation);
  const withPercentile = dependsOnPercentile(explanation);
  const columns = [
    left("convention"),
    ...(withBoundary ? [left("boundary")] : []),
    ...(withPercentile ? [left("percentile")] : []),
    right(unit === "" || unit === "1" ? "value" : `value (${unit})`),
    right("against pgt"),
  ];
  const rows = variants.map(({ convention, boundary, percentile, value }) => [
    convention ?? "(none)",
    ...(withBoundary ? [boundary] : []),
    ...(withPercentile ? [percentile] : []),
    show(value),
    value === null || own === null ? "" : signed(value - own, show),
  ]);
  return renderTable(columns, rows, terminal);
}

function signed(difference: number, show: (value: number) => string): string {
  const text = show(difference);
  if (/^[0.]+$/.test(text)) return "same";
  return difference > 0 ? `+${text}` : text;
}
