import { type LabelVolume, UsageError, usualExtension } from "@pgt/metrics";
import { alignMasks, basename, dirname, type Mask, platform, readMask } from "@pgt/runner";
import { jsonText } from "../documents/json-text.ts";
import { csvText } from "../documents/table.ts";
import { folderNames } from "../folder-names.ts";
import { boxGrid, grownBox, type VoxelBox } from "../slices/voxel-box.ts";
import type { LoadedQueue } from "./load-queue.ts";
import { labelsOfMaps } from "./map-model.ts";
import { queueTable } from "./queue-document.ts";
import { queueDefaults } from "./queue-settings.ts";
import type { QueueItem, QueueOptions, QueueReport } from "./queue-types.ts";

/** File by which a folder of tasks is known. */
const tasksFile = "tasks.json";
const tasksSchema = "pgt.queue-tasks/1";
/** Masks to be corrected, which begin as the first maker's. */
const revisedId = "revised";

/**
 * @throws UsageError E_RUN if the folder is there, and is not one of tasks that `fresh` permits to write again, or if the
 * run would be written into it, which is replaced as a whole.
 */
export async function checkTaskFolder({ write, fresh, out }: QueueOptions): Promise<void> {
  if (write === undefined) return;
  const { files, paths } = platform();
  const inside = (path: string) => `${paths.resolve(path)}${paths.sep}`;
  if (out !== undefined && inside(out).startsWith(inside(write))) {
    const message = `the tasks in ${write} would replace the run in ${out}: expected a folder for each, that of the run not in that of the tasks`;
    throw new UsageError("E_RUN", message);
  }
  const isThere = (path: string) =>
    files.entryOf(path).then(
      () => true,
      () => false,
    );
  if (!(await isThere(write))) return;
  const isOfTasks = await isThere(paths.join(write, tasksFile));
  if (isOfTasks && fresh) return;
  const what = isOfTasks
    ? "holds tasks already; give --fresh to write them again"
    : "is there, and holds no tasks of a queue";
  throw new UsageError("E_RUN", `${write} ${what}: expected a folder that is not there yet`);
}

/**
 * Writes regions as annotation tasks: each mask cut to the region and a margin, at its place in the world, a copy of the
 * first to be corrected, and a study manifest to come back with. The folder is seen when it is complete.
 *
 * @returns null if no folder is asked for, or there is no region to write.
 */
export async function writeTasks(
  items: readonly QueueItem[],
  loaded: LoadedQueue,
  { write, marginMm = queueDefaults.marginMm, signal }: QueueOptions,
): Promise<QueueReport["tasks"]> {
  if (write === undefined || items.length === 0) return null;
  const { dataset } = platform().output;
  await dataset.makeFolder(dirname(write));
  const replaces = await platform()
    .files.entryOf(write)
    .then(
      () => true,
      () => false,
    );
  const folder = await dataset.begin(dirname(write), basename(write), replaces, []);
  try {
    const makers = new Set<string>();
    const tasks: (QueueItem & {
      readonly task: string;
      readonly cut: VoxelBox;
      readonly startsAs: string;
    })[] = [];
    const entities = folderNames(loaded.sets.makers);
    for (const item of items) {
      signal?.throwIfAborted();
      const id = taskId(item);
      const cut = await cutMasks(item, loaded, marginMm);
      for (const { maker, volume } of cut) {
        makers.add(maker);
        await folder.writeMask(`masks/${entities.get(maker)}/${id}${usualExtension}`, volume);
      }
      await folder.writeMask(`${revisedId}/${id}${usualExtension}`, cut[0].volume);
      const { from, size } = cut[0];
      tasks.push({ task: id, ...item, cut: { from, size }, startsAs: cut[0].maker });
    }
    const columns = ["task", ...queueTable.columns];
    await folder.writeText("tasks.csv", [...csvText(columns, queueTable.records({ items: tasks }))].join(""));
    await folder.writeText("study.yaml", manifestOf(items, loaded, [...makers], entities));
    await folder.writeText(tasksFile, [...jsonText({ schema: tasksSchema, marginMm, tasks })].join(""));
    await folder.finish();
  } catch (error) {
    await folder.discard();
    throw error;
  }
  return { folder: write, count: items.length };
}

function taskId({ rank, case: id, name }: QueueItem): string {
  const [file] = folderNames([`${String(rank).padStart(3, "0")}-${id}-${name}`]).values();
  return file;
}

interface CutMask extends VoxelBox {
  readonly maker: string;
  readonly volume: LabelVolume;
}

/** The masks of a task one after the other, on the grid of the first, so that no two are whole in memory. */
async function cutMasks(
  item: QueueItem,
  { sets, maps, study }: LoadedQueue,
  marginMm: number,
): Promise<CutMask[]> {
  const { masks } = sets.cases.find(({ id }) => id === item.case)!;
  let place: Mask | null = null;
  const cut: CutMask[] = [];
  for (const { rater, source } of masks) {
    const map = maps.get(rater);
    const only = study.plan.asked?.length === 1 ? study.plan.asked[0] : null;
    const read = map ? await labelsOfMaps(item.case, map, only) : await readMask(source, sets.classIds);
    const mask: Mask = place ? alignMasks(place, read) : read;
    const [volume] = mask.layers;
    const box = grownBox(item.box, volume, marginMm);
    cut.push({ maker: rater, ...box, volume: cutOut(volume, box) });
    place ??= { ...mask, layers: [{ ...volume, data: new Uint8Array(0) }] };
  }
  return cut;
}

function cutOut(volume: LabelVolume, box: VoxelBox): LabelVolume {
  const { from, size } = box;
  const [nx, ny] = volume.shape;
  const data = volume.data.slice(0, size[0] * size[1] * size[2]);
  for (let z = 0; z < size[2]; z++) {
    for (let y = 0; y < size[1]; y++) {
      const row = from[0] + nx * (from[1] + y + ny * (from[2] + z));
      data.set(volume.data.subarray(row, row + size[0]), size[0] * (y + size[1] * z));
    }
  }
  const { labelNames } = volume;
  return { ...boxGrid(volume, box), data, ...(labelNames && { labelNames }) };
}

/** study.yaml: the masks of the tasks, and the corrected ones as a rater; strings are written as in JSON, which YAML reads too. */
function manifestOf(
  items: readonly QueueItem[],
  { raters, models }: LoadedQueue,
  makers: readonly string[],
  folders: ReadonlyMap<string, string>,
): string {
  const names = new Map(items.map(({ label, name }) => [label, name]));
  const entity = (id: string, role: string, folder: string) =>
    `  - { id: ${JSON.stringify(id)}, role: ${role}, masks: ${JSON.stringify(`${folder}/{case}${usualExtension}`)} }`;
  const of = (ids: readonly string[], role: string) =>
    ids.filter((id) => makers.includes(id)).map((id) => entity(id, role, `masks/${folders.get(id)}`));
  return [
    "# Written by pgt queue. Correct the masks in the folder revised, then compare them: pgt interval study.yaml",
    "pgt: 1",
    "name: annotation tasks",
    "labels:",
    ...[...names].map(([label, name]) => `  ${label}: ${JSON.stringify(name)}`),
    "# Patients of the tasks.",
    "clusters:",
    ...items.map((item) => `  ${JSON.stringify(taskId(item))}: ${JSON.stringify(item.cluster)}`),
    "entities:",
    ...of(raters, "rater"),
    entity(freeId([...raters, ...models]), "rater", revisedId),
    ...of(models, "model"),
    "",
  ].join("\n");
}

/** `revised`, or with a number if a maker has that id: tasks can be made of tasks. */
function freeId(taken: readonly string[]): string {
  let id = revisedId;
  for (let count = 2; taken.includes(id); count++) id = `${revisedId}-${count}`;
  return id;
}
