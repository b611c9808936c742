import { consensusMethods, jsonText, queueModes } from "@pgt/analysis/documents";
import {
  explainMetric,
  findMetric,
  findUncertaintyMetric,
  type MetricExplanation,
  presets,
  registry,
  uncertaintyRegistry,
} from "@pgt/metrics";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit } from "../../finish.ts";
import { consensus } from "../consensus/consensus.ts";
import { queue } from "../queue/queue.ts";
import { methodsText, methodText } from "./consensus-text.ts";
import { exampleText } from "./example-masks.ts";
import { conventionsText, metricsText } from "./explain-lists.ts";
import type { ExplainValues } from "./explain-options.ts";
import { queueModesText } from "./explain-queue.ts";
import { metricText } from "./explain-text.ts";
import { plainMetric, uncertaintyListText, uncertaintyMetricText } from "./explain-uncertainty.ts";
import { variantsOf } from "./explain-variants.ts";

export const explainCommand: Run<ExplainValues> = async (context, [topic], options) => {
  const json = options.format === "json";
  if (topic === undefined) await explainAll(context, json);
  else if (topic === "conventions") await explainConventions(context, json);
  else if (topic === consensus.name) await explainMethods(context, json);
  else if (topic === queue.name) await explainQueue(context, json);
  else if (methodOf(topic)) await explainMethod(context, methodOf(topic)!, json);
  else await explainOne(context, topic, json);
  return 0;
};

async function explainAll(context: Context, json: boolean): Promise<void> {
  const metrics = registry.map(({ id }) => explainMetric(id));
  const terminal = context.outTerminal;
  const text = () => asText([...uncertaintyListText(terminal), "", ...metricsText(metrics, terminal)]);
  const uncertaintyMetrics = uncertaintyRegistry.map(plainMetric);
  await emit(context, json ? jsonText({ ...head(context), metrics, uncertaintyMetrics }) : text());
}

async function explainConventions(context: Context, json: boolean): Promise<void> {
  const conventions = Object.values(presets);
  const text = () => asText(conventionsText(conventions, context.outTerminal));
  await emit(context, json ? jsonText({ ...head(context), conventions }) : text());
}

async function explainMethods(context: Context, json: boolean): Promise<void> {
  const text = () => asText(methodsText(consensusMethods, context.outTerminal));
  await emit(context, json ? jsonText({ ...head(context), methods: consensusMethods }) : text());
}

async function explainQueue(context: Context, json: boolean): Promise<void> {
  const text = () => asText(queueModesText(queueModes, context.outTerminal));
  await emit(context, json ? jsonText({ ...head(context), modes: queueModes }) : text());
}

/** `at-least:2` is one of `at-least:N`. */
function methodOf(topic: string) {
  return consensusMethods.find(
    ({ id }) => id === topic || (id === "at-least:N" && /^at-least(:\d+)?$/.test(topic)),
  );
}

async function explainMethod(
  context: Context,
  method: (typeof consensusMethods)[number],
  json: boolean,
): Promise<void> {
  const text = () => asText(methodText(method, context.outTerminal));
  await emit(context, json ? jsonText({ ...head(context), method }) : text());
}

async function explainOne(context: Context, topic: string, json: boolean): Promise<void> {
  const ofUncertainty = findMetric(topic) ? undefined : findUncertaintyMetric(topic);
  if (ofUncertainty) {
    const text = () => asText(uncertaintyMetricText(ofUncertainty, context.outTerminal));
    await emit(context, json ? jsonText({ ...head(context), metric: plainMetric(ofUncertainty) }) : text());
    return;
  }
  const explanation = explainMetric(topic);
  const key = exampleKey(explanation);
  const variants = await variantsOf(await context.library(), explanation, key);
  const document = {
    ...head(context),
    metric: explanation,
    example: { masks: exampleText, metric: key, variants },
  };
  const text = () => asText(metricText({ explanation, key, variants }, context.outTerminal));
  await emit(context, json ? jsonText(document) : text());
}

const head = (context: Context) => ({ schema: "pgt.explain/1", version: context.version });

/** A tolerance that must be given and was not is 1 mm, one voxel of the example. */
function exampleKey({ key, id, parameter, parameterValue }: MetricExplanation): string {
  return parameter !== null && parameterValue === null ? `${id}@1` : key;
}
