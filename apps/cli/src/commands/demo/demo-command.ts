import { join } from "node:path";
import { demoDocument, jsonText } from "@pgt/analysis/documents";
import type { DemoStudy, IntervalReport, Placement } from "@pgt/core";
import type { Run } from "../../command.ts";
import type { Context } from "../../context.ts";
import { asText, emit, finish } from "../../finish.ts";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { wrap, wrapIndented } from "../../terminal/wrap.ts";
import { noteRunDirectory, runInterval } from "../interval/interval-command.ts";
import { intervalText } from "../interval/interval-report.ts";
import { modelsTable } from "../interval/interval-table.ts";
import type { DemoValues } from "./demo-options.ts";
import { writeDemoReport } from "./demo-report.ts";

const truthId = "truth";

export const demoCommand: Run<DemoValues> = async (context, _, options) => {
  const folder = options.out ?? "pgt-demo";
  const demo = await writeStudy(context, folder, options);
  context.note(`wrote the study to ${demo.folder}`);
  const { raters, repeats } = demo;
  const study = { raters, repeats, models: { ...demo.models, [truthId]: demo.truth } };
  const run = join(demo.folder, "run");
  const report = await runInterval(context, study, options, run);
  noteRunDirectory(context, report.files, { out: run });
  await writeDemoReport(context, demo, report, truthId);
  await emit(
    context,
    options.format === "json"
      ? jsonText(demoDocument(report, demo, context.version))
      : demoText(context, demo, report),
  );
  return finish(context, report);
};

async function writeStudy(context: Context, folder: string, options: DemoValues): Promise<DemoStudy> {
  const library = await context.library();
  const { seed, cases } = options;
  return context.withProgress("simulating", (onProgress) =>
    library.writeDemoStudy(folder, {
      ...(seed === undefined ? {} : { seed }),
      ...(cases === undefined ? {} : { cases }),
      onProgress,
    }),
  );
}

function demoText(context: Context, demo: DemoStudy, report: IntervalReport): string[] {
  const terminal = context.outTerminal;
  const width = Math.min(terminal.columns ?? 100, 110);
  const truth = report.models.filter(({ model }) => model === truthId);
  const models = report.models.filter(({ model }) => model !== truthId);
  return asText([
    ...demo.description.split("\n").flatMap((line) => wrapIndented(line, width)),
    "",
    ...intervalText(report, terminal, models),
    "",
    ...truthLines(report, truth, terminal, width),
    "",
    `The files are in ${demo.folder}; the same from them:`,
    `  ${sameCommand(demo)}`,
  ]);
}

/** Place of the true masks: what a perfect model would reach against these raters. */
function truthLines(
  report: IntervalReport,
  truth: readonly Placement[],
  terminal: Terminal,
  width: number,
): string[] {
  return [
    paint(terminal, "bold", "Where the truth itself lies"),
    ...wrap(
      "The true masks, compared with each rater as if they were a model: what a perfect model would reach on these labels.",
      width,
    ),
    ...modelsTable(report, truth, terminal),
  ];
}

function sameCommand({ raters, repeats, models }: DemoStudy): string {
  const words = [
    ...Object.entries(raters).map(([id, folder]) => `--rater ${id}=${folder}`),
    ...Object.entries(repeats).map(([id, folder]) => `--repeat ${id}=${folder}`),
    ...Object.entries(models).map(([id, folder]) => `--model ${id}=${folder}`),
  ];
  return ["pgt interval", ...words].join(" \\\n    ");
}
