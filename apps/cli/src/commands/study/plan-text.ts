import type { PlannedExperiment } from "@pgt/core";
import { plural } from "@pgt/metrics";
import { paint, type Terminal } from "../../terminal/terminal.ts";
import { renderTable } from "../../terminal/text-table.ts";
import { wrap } from "../../terminal/wrap.ts";

/** Account of a plan: its data sets, what it does, and how much of it there is. */
export function planText(
  { plan, folder, datasets, stages, missing }: PlannedExperiment,
  terminal: Terminal,
): string[] {
  const width = Math.min(terminal.columns ?? 100, 110);
  const { generators, train, metrics, name } = plan;
  const baseIds = new Set(plan.base.map(({ id }) => id));
  const total = stages.reduce((sum, { tasks }) => sum + tasks, 0);
  const masks = datasets.filter(({ id }) => baseIds.has(id)).reduce((sum, one) => sum + one.masks, 0);
  return [
    paint(
      terminal,
      "bold",
      `${name}: ${plural(generators.length + 1, "version")} of the labels of ${[...baseIds].join(", ")}`,
    ),
    "",
    ...renderTable(
      [
        { title: "data set", align: "left" },
        { title: "role", align: "left" },
        { title: "training cases", align: "right" },
        { title: "test cases", align: "right" },
        { title: "labels", align: "right" },
      ],
      datasets.map(({ id, train: cases, test, labels }) => [
        id,
        baseIds.has(id) ? "base" : "fine-tuning",
        String(cases),
        String(test),
        String(labels.length),
      ]),
      terminal,
    ),
    "",
    ...wrap(
      `Versions: the labels as they came, ${generators.map(({ id, prompted }) => (prompted ? `${id} (prompted)` : id)).join(", ")}.`,
      width,
    ),
    ...wrap(
      `Trained on each: ${train.engine.name}, ${plural(train.runs, "run")}. Measured: ${metrics.join(", ")}.`,
      width,
    ),
    ...wrap(`Drawn by hand, the labels of the base training cases would be up to ${masks} masks.`, width),
    ...(missing.length > 0
      ? ["", `It cannot be run yet: ${plural(missing.length, "thing")} missing.`]
      : [
          "",
          ...stageTable(stages, terminal),
          `${plural(total, "task")} in all; pgt study run ${plan.file} does them in ${folder}`,
        ]),
  ];
}

function stageTable(stages: PlannedExperiment["stages"], terminal: Terminal): string[] {
  return renderTable(
    [
      { title: "stage", align: "left" },
      { title: "tasks", align: "right" },
    ],
    stages.map(({ stage, tasks }) => [stage, String(tasks)]),
    terminal,
  );
}
