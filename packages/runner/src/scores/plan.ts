import { parseDatasetJson } from "@pgt/io";
import {
  type Convention,
  defaultMetrics,
  type MeasurementPlan,
  type MetricRequest,
  parseMetrics,
  planNeeds,
  resolveConvention,
  UsageError,
} from "@pgt/metrics";
import type { DatasetLabels } from "@pgt/study";
import { readText } from "../platform/files.ts";
import type { InputHash } from "../platform/input-hash.ts";
import type { LabelChoice, MeasureOptions, Settings } from "../types.ts";

/** Plan of what to measure and how, worked out once for a run. */
export interface Plan {
  readonly metrics: readonly MetricRequest[];
  readonly needs: MeasurementPlan;
  readonly convention: Convention;
  /** Label ids asked for one by one. */
  readonly asked?: readonly number[];
  readonly dataset?: DatasetLabels;
  readonly settings: Settings;
  /** Masks are hashed as they are read, for a run that is stored. */
  readonly hashesInputs?: boolean;
  /** The votes of a case's raters are counted while their masks are at hand. */
  readonly countsVotes?: boolean;
}

/**
 * Works out the plan; the hash of a dataset.json that names the labels is added to `inputs`.
 *
 * @throws UsageError for metrics, conventions or labels that do not exist; InputError for a bad dataset.json.
 */
export async function makePlan(options: MeasureOptions, inputs?: InputHash[]): Promise<Plan> {
  const metrics = parseMetrics(options.metrics ?? defaultMetrics);
  const convention = resolveConvention(options);
  const worstCase = options.worstCase ?? "diagonal";
  if (typeof worstCase === "number" && !(Number.isFinite(worstCase) && worstCase >= 0)) {
    throw new UsageError(
      "E_WORST_CASE",
      `worstCase must be "diagonal", "none" or a distance in mm, found ${worstCase}`,
    );
  }
  const { labels } = options;
  const asked = labels === undefined || typeof labels === "string" ? undefined : checkLabels(idsOf(labels));
  const dataset = labels === undefined || isIdList(labels) ? undefined : await namedLabels(labels, inputs);
  return {
    metrics,
    needs: planNeeds(metrics),
    convention,
    ...(asked && { asked }),
    ...(dataset && { dataset }),
    settings: {
      convention,
      metrics: metrics.map(({ key }) => key),
      labels: asked ?? dataset?.labels.map(({ label }) => label) ?? null,
      worstCase,
    },
  };
}

function isIdList(labels: LabelChoice | undefined): labels is readonly number[] {
  return Array.isArray(labels);
}

function idsOf(labels: Exclude<LabelChoice, string>): readonly number[] {
  return isIdList(labels) ? labels : Object.keys(labels).map(Number);
}

async function namedLabels(
  labels: Exclude<LabelChoice, readonly number[]>,
  inputs?: InputHash[],
): Promise<DatasetLabels> {
  if (typeof labels === "string") return parseDatasetJson(await readText(labels, inputs), labels);
  const entries = Object.entries(labels).map(([id, name]) => ({
    label: Number(id),
    name,
    ids: [Number(id)],
  }));
  return { labels: entries, source: "the labels asked for" };
}

function checkLabels(labels: readonly number[]): readonly number[] {
  const wrong = labels.find((label) => !Number.isInteger(label) || label === 0);
  if (wrong !== undefined) {
    throw new UsageError(
      "E_LABEL",
      `labels must be whole numbers other than 0 (0 is background), found ${wrong}`,
    );
  }
  if (labels.length === 0)
    throw new UsageError("E_LABEL", "labels: at least one label was expected, none found");
  return labels;
}

/** A plan as it travels to another thread: without the registry's functions. */
export type PlainPlan = Omit<Plan, "metrics" | "needs">;

export function toPlainPlan({ metrics, needs, ...plain }: Plan): PlainPlan {
  return plain;
}

export function fromPlainPlan(plain: PlainPlan): Plan {
  const metrics = parseMetrics(plain.settings.metrics);
  return { ...plain, metrics, needs: planNeeds(metrics) };
}
