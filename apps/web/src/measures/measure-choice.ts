import type { MetricExplanation } from "@pgt/browser";

/** Metrics and convention while they are being chosen. */
export interface MeasureChoice {
  /** Metrics asked for: id -> the parameter as typed, `1, 2` for several; empty for none. */
  readonly metrics: Readonly<Record<string, string>>;
  readonly convention: string;
  /** Spelling of a manifest, while the metrics are still those that were read from it. */
  readonly asWritten?: { readonly texts: readonly string[]; readonly metrics: MeasureChoice["metrics"] };
}

type Chosen = Pick<MetricExplanation, "id" | "parameterValue">;
type Known = Pick<MetricExplanation, "id" | "name" | "parameter">;

/** Gives the library's reason why a metric cannot be written so; null if it can. */
export type MetricFault = (text: string) => string | null;

/** Makes the choice of a list of metrics. */
export function choiceOf(metrics: readonly Chosen[], convention: string): MeasureChoice {
  const chosen: Record<string, string> = {};
  for (const { id, parameterValue } of metrics) {
    const value = parameterValue === null ? "" : String(parameterValue);
    chosen[id] = chosen[id] ? `${chosen[id]}, ${value}` : value;
  }
  return { metrics: chosen, convention };
}

/** Makes the choice of a manifest: its metrics stay in its order and spelling as long as none is changed. */
export function choiceAsWritten(
  texts: readonly string[],
  metrics: readonly Chosen[],
  convention: string,
): MeasureChoice {
  const choice = choiceOf(metrics, convention);
  return { ...choice, asWritten: { texts, metrics: choice.metrics } };
}

/** Takes a metric in, with its default where the registry gives one, or out. */
export function toggleMetric(choice: MeasureChoice, { id, parameter }: Known): MeasureChoice {
  const { [id]: before, ...others } = choice.metrics;
  if (before !== undefined) return { ...choice, metrics: others };
  const value = parameter?.default;
  return { ...choice, metrics: { ...others, [id]: value === undefined ? "" : String(value) } };
}

/** Writes the metrics as the command line takes them, in the order of the registry or of an unchanged manifest. */
export function metricTexts({ metrics, asWritten }: MeasureChoice, known: readonly Known[]): string[] {
  if (asWritten?.metrics === metrics) return [...asWritten.texts];
  return known.flatMap(({ id, parameter }) => {
    const typed = metrics[id];
    if (typed === undefined) return [];
    const values = valuesOf(typed);
    return parameter && values.length > 0 ? values.map((value) => `${id}@${value}`) : [id];
  });
}

/** Lists why the choice cannot be measured, a sentence each. */
export function choiceFaults(
  { metrics }: MeasureChoice,
  known: readonly Known[],
  faultOf: MetricFault,
): string[] {
  if (Object.keys(metrics).length === 0) return ["Choose a metric."];
  return known.flatMap(({ id, name, parameter }) => {
    const typed = metrics[id];
    if (typed === undefined || !parameter) return [];
    const values = valuesOf(typed);
    if (values.length === 0 && parameter.default === undefined) {
      return [`${name}: give the ${parameter.name}${parameter.unit && ` in ${parameter.unit}`}.`];
    }
    const [unclear] = /\d,\d/.exec(typed) ?? [];
    if (unclear !== undefined) {
      const [one, other] = unclear.split(",");
      return [
        `${name}: "${typed}" may be one number or two; write ${one}.${other}, or ${one}, ${other} with a space.`,
      ];
    }
    const wrong = values.find((value) => !Number.isFinite(Number(value)));
    if (wrong !== undefined) return [`${name}: "${wrong}" is no number.`];
    return values.flatMap((value) => faultOf(`${id}@${value}`) ?? []);
  });
}

function valuesOf(typed: string): string[] {
  return typed.split(/[\s,;]+/).filter((part) => part !== "");
}
