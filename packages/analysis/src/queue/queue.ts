import { checkOptions } from "@pgt/metrics";
import { planQueue, rankQueue } from "@pgt/stats";
import { CaseLoop } from "../consensus/case-loop.ts";
import { openRun } from "../open-run.ts";
import { type CaseRegion, caseRegions, type QueueCase } from "./case-regions.ts";
import { loadQueue } from "./load-queue.ts";
import { eachQueueCase } from "./queue-cases.ts";
import { queueDocument, queueTables } from "./queue-document.ts";
import { checkTaskOptions, queueDefaults, queueSettings } from "./queue-settings.ts";
import {
  type QueueItem,
  type QueueOptions,
  type QueuePlan,
  type QueueReport,
  type QueueSettings,
  type QueueStudy,
  queueOptionKeys,
} from "./queue-types.ts";
import { checkTaskFolder, writeTasks } from "./write-tasks.ts";

/**
 * Lists the regions of a study to annotate again or next, with their slices and the reason in words, the most worthwhile
 * first (docs/methods/queue.md). First sessions take part; a reference counts as a rater. With `write`, the first regions
 * are written as annotation tasks.
 *
 * @param study folders, or the path of a study manifest.
 * @throws UsageError for a setting, or if raters and models permit no mode that is asked for; InputError for a manifest or
 * folder that cannot be read, and E_OVERLAP if no two masks share a label anywhere. Faults of single cases are in `failures`.
 */
export async function queue(study: QueueStudy | string, options: QueueOptions = {}): Promise<QueueReport> {
  checkOptions(options, queueOptionKeys);
  checkTaskOptions(options);
  const loaded = await loadQueue(study, options);
  const { raters, models } = loaded;
  const found = { raters: raters.length, models: models.length };
  const { settings, missingModes } = queueSettings(options, found);
  await checkTaskFolder(options);
  const directory = await openRun(options, "queue", null);
  try {
    const loop = new CaseLoop(loaded.study, loaded.sets, "queue", options);
    const run = new QueueRun(settings);
    await eachQueueCase(loaded, loop, (one) => run.add(one));
    const findings = loop.findings();
    const items = run.items();
    const plan = options.budget === undefined ? null : planOf(items, options.budget);
    const written = items.filter(({ rank }, k) =>
      options.tasks === undefined && plan
        ? plan.ranks.includes(rank)
        : k < (options.tasks ?? queueDefaults.tasks),
    );
    const tasks = await writeTasks(written, loaded, options);
    const { cases, small } = run;
    const about = { study, settings, raters, models, cases, items, small, missingModes, plan, tasks };
    return await loop.write<QueueReport>(directory, { ...about, ...findings }, queueTables, queueDocument);
  } finally {
    await directory?.close();
  }
}

/** Regions of the cases looked at so far. */
export class QueueRun {
  cases = 0;
  small = { regions: 0, volumeMl: 0 };
  private readonly regions: CaseRegion[] = [];
  private readonly casesOfLabel = new Map<number, number>();

  constructor(
    private readonly settings: QueueSettings,
    private readonly keepVoxels = false,
  ) {}

  async add(one: QueueCase): Promise<void> {
    const { labels, regions, small } = await caseRegions(one, this.settings, this.keepVoxels);
    this.cases++;
    this.regions.push(...regions);
    this.small.regions += small.regions;
    this.small.volumeMl += small.volumeMl;
    for (const label of labels) this.casesOfLabel.set(label, (this.casesOfLabel.get(label) ?? 0) + 1);
  }

  ranked() {
    const { labelWeights, minutes, sliceMinutes } = this.settings;
    const labels = new Map(Object.entries(labelWeights).map(([label, weight]) => [Number(label), weight]));
    return rankQueue(this.regions, { labels, minutes: { perItem: minutes, perSlice: sliceMinutes } });
  }

  items(): QueueItem[] {
    return this.ranked().map((one, k) => ({
      ...{ rank: k + 1, case: one.case, label: one.label, name: one.name, mode: one.mode, score: one.score },
      ...{ slices: one.slices, axis: one.axis, volumeMl: one.volumeMl, reason: one.reason },
      expectedGain: one.caseGain / this.casesOfLabel.get(one.label)!,
      ...{ minutes: one.minutes, cluster: one.cluster, box: one.box },
    }));
  }
}

function planOf(items: readonly QueueItem[], budget: number): QueuePlan {
  const { items: fitting, minutes } = planQueue(items, budget);
  return {
    budget,
    minutes,
    ranks: fitting.map(({ rank }) => rank),
    expectedGain: fitting.reduce((sum, { expectedGain }) => sum + expectedGain, 0),
  };
}
