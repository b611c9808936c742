import { UsageError } from "./errors.ts";
import type { MetricDefinition, MetricParameter, MetricRequest } from "./metric.ts";
import { findMetric, metricNames, registry } from "./registry.ts";
import { didYouMean } from "./suggest.ts";

/** Names that different tools give to different formulas: refused, with the choice. */
const ambiguousNames: ReadonlyMap<string, string> = new Map([
  [
    "asd",
    "a mean in one direction in some tools, in both in others. Write assd (all distances in one mean) or masd (mean of both directions' means)",
  ],
  [
    "avd",
    "a distance over all voxels, a surface distance or a volume difference, depending on the tool. Write assd, masd or arve",
  ],
  ["ravd", "signed in some tools, absolute in others. Write rve (signed) or arve (absolute)"],
  ["rvd", "signed in some tools, absolute in others. Write rve (signed) or arve (absolute)"],
  [
    "auc",
    "an area under a curve, which one pair of masks does not have. Write balacc (the area for one operating point)",
  ],
]);

/**
 * A metric as written by a user: `dice`, `nsd@2`, `hd95`, `iou`. The key of the result is the same for every way
 * of writing it: `jaccard` for `iou`, `nsd@2` for `nsd@2.0`, `hd95` for `hd@95`, `hd` for `hd@100`.
 *
 * @throws UsageError if the metric is unknown, or its parameter missing or out of range.
 */
export function parseMetric(text: string): MetricRequest {
  const { definition, given } = splitMetric(text);
  const parameter = parameterOf(definition, given, text);
  return { key: keyOf(definition, parameter), definition, parameter };
}

/** Metrics in the order given, those that mean the same only once. Elements may hold several, separated by commas. */
export function parseMetrics(list: readonly string[]): MetricRequest[] {
  if (!Array.isArray(list) || !list.every((text) => typeof text === "string")) {
    const found = JSON.stringify(list);
    const advice = typeof list === "string" ? ` Write [${found}].` : "";
    throw new UsageError("E_METRIC_NONE", `metrics: expected a list of names, found ${found}.${advice}`);
  }
  const texts = list.flatMap((text) => text.split(",")).filter((text) => text.trim() !== "");
  if (texts.length === 0)
    throw new UsageError("E_METRIC_NONE", "metrics: none given. Write at least one, for example dice,hd95.");
  const byKey = new Map(texts.map(parseMetric).map((request) => [request.key, request]));
  return [...byKey.values()];
}

/** The metric that a text names, and the text of its parameter if there is one. */
export function splitMetric(text: string): { definition: MetricDefinition; given: string | null } {
  const at = text.indexOf("@");
  const name = at < 0 ? text : text.slice(0, at);
  const definition = findMetric(name);
  if (definition) return { definition, given: at < 0 ? null : text.slice(at + 1).trim() };
  const suffixed = at < 0 ? /^(.*?[a-z])[\s_-]?(\d+(?:\.\d+)?)$/i.exec(name.trim()) : null;
  const base = suffixed ? findMetric(suffixed[1]) : undefined;
  if (suffixed && base?.parameter?.suffix) return { definition: base, given: suffixed[2] };
  throw unknownMetric(name.trim());
}

function parameterOf(definition: MetricDefinition, given: string | null, text: string): number {
  const { parameter } = definition;
  if (!parameter) {
    if (given === null) return Number.NaN;
    throw badParameter(
      `metric "${text.trim()}": ${definition.id} takes no parameter. Write ${definition.id}.`,
    );
  }
  if (given === null) {
    if (parameter.default !== undefined) return parameter.default;
    const what = describe(parameter);
    throw badParameter(
      `metric "${text.trim()}": ${definition.id} needs a ${what}, and none is a safe guess. Write for example ${example(definition, parameter)}.`,
    );
  }
  const value = /^\d*\.?\d+(e[+-]?\d+)?$|^\d+\.$/i.test(given) ? Number(given) : Number.NaN;
  if (isAllowed(value, parameter)) return value;
  throw badParameter(
    `metric "${text.trim()}": expected a ${describe(parameter)}, ${allowed(parameter)}, found "${given}". Write for example ${example(definition, parameter)}.`,
  );
}

function isAllowed(
  value: number,
  { minimum, maximum = Number.MAX_VALUE, integer }: MetricParameter,
): boolean {
  return value >= minimum && value <= maximum && (!integer || Number.isInteger(value));
}

function keyOf({ id, parameter }: MetricDefinition, value: number): string {
  if (!parameter || value === parameter.default) return id;
  return parameter.suffix ? `${id}${value}` : `${id}@${value}`;
}

function describe({ name, unit }: MetricParameter): string {
  return unit === "" ? name : `${name} in ${unit}`;
}

function allowed({ minimum, maximum, integer }: MetricParameter): string {
  const number = integer ? "a whole number" : "a number";
  return maximum === undefined
    ? `${number} of at least ${minimum}`
    : `${number} from ${minimum} to ${maximum}`;
}

function example(definition: MetricDefinition, parameter: MetricParameter): string {
  return keyOf(definition, parameter.example);
}

function badParameter(message: string): UsageError {
  return new UsageError("E_METRIC_PARAMETER", message);
}

function unknownMetric(name: string): UsageError {
  const ambiguous = ambiguousNames.get(name.toLowerCase());
  if (ambiguous) return new UsageError("E_METRIC_AMBIGUOUS", `metric "${name}": ${ambiguous}.`);
  const known = registry.map(({ id }) => id).join(", ");
  return new UsageError(
    "E_METRIC_UNKNOWN",
    `metric "${name}" is not known.${didYouMean(name, metricNames())} The metrics are ${known}.`,
  );
}
