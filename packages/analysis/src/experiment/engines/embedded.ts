import { InputError, UsageError, usualExtension } from "@pgt/metrics";
import { checkTrainingSettings, networkSizes } from "@pgt/network";
import { join, listFolder, platform, readText, version } from "@pgt/runner";
import { TaskWorker } from "@pgt/runner/tasks";
import type { UsedEngine } from "../plan/plan-types.ts";
import { imagesIn, masksIn } from "../stages/laid-out-cases.ts";
import type { Making } from "../tasks/task.ts";
import type { PredictionRequest, Training, TrainingRequest } from "./engine-requests.ts";
import type { Engine } from "./engine-types.ts";
import { type NetworkTasks, type NetworkTraining, networkTasks, trainingSettings } from "./network-tasks.ts";

/**
 * The small 2-D U-Net of this project (packages/network): an instrument for experiments of its size, no rival of
 * nnU-Net. It runs in threads of this program.
 */
export const embedded: Engine = {
  id: "embedded",
  name: "the embedded network",
  install: "",
  settings: { size: "S", epochs: 20, batches: 50, learningRate: 0.003, patch: 64 },
  choices: { size: Object.keys(networkSizes) },
  check: (settings) => checkTrainingSettings({ ...trainingSettings(settings), classes: [1] }),
  interactive: true,
  train: { run: [] },
  fromWeights: [],
  predict: { run: [] },
};

const weightsFile = "network.pgtnet";

/** @throws InputError E_CHANNELS for images of several channels. */
export async function trainEmbedded(
  { settings }: UsedEngine,
  { dataset, seed, weights }: TrainingRequest,
  making: Making,
  output: string,
): Promise<Training> {
  const images = join(dataset, "imagesTr");
  const files = await listFolder(images);
  const cases = await imagesIn(images);
  if (files.length > cases.size) {
    throw new InputError(
      "E_CHANNELS",
      images,
      `${embedded.name} takes images of one channel, found ${files.length / cases.size}`,
    );
  }
  const labels = await masksIn(join(dataset, "labelsTr"));
  const { labels: names } = JSON.parse(await readText(join(dataset, "dataset.json"))) as {
    readonly labels: Readonly<Record<string, number>>;
  };
  const folder = join(making.folder.path, output);
  await making.folder.writeText(join(output, "settings.json"), `${JSON.stringify({ ...settings, seed })}\n`);
  const request: NetworkTraining = {
    cases: [...cases].map(([id, image]) => ({ image, labels: labels.get(id)! })),
    classes: Object.values(names)
      .filter((label) => label !== 0)
      .sort((a, b) => a - b),
    ...{ settings, seed, start: weights === undefined ? null : join(weights, weightsFile) },
    weights: join(folder, weightsFile),
  };
  const { converged, losses } = await inThread(making, (thread) => thread.run("trainNetwork", request));
  await making.folder.writeText(join(output, "losses.json"), `${JSON.stringify(losses)}\n`);
  return { weights: folder, version, converged };
}

/** Predicts with the embedded network; with boxes, a label is kept to its boxes. */
export async function predictEmbedded(
  { cases, weights, prompts }: PredictionRequest,
  making: Making,
  output: string,
): Promise<string> {
  if (weights === undefined) throw new UsageError("E_ENGINE", `${embedded.name} comes untrained`);
  await inThread(making, async (thread) => {
    for (const [id, image] of cases) {
      const boxes =
        prompts === undefined ? null : JSON.parse(await readText(join(prompts, `${id}.json`))).boxes;
      const request = { image, weights: join(weights, weightsFile), boxes };
      await making.folder.writeMask(
        join(output, id + usualExtension),
        await thread.run("predictNetwork", request),
      );
    }
  });
  return join(making.folder.path, output);
}

type Thread = Pick<TaskWorker<NetworkTasks>, "run">;

/** Work of a thread of its own, which an interruption ends; of this one where no other can be started. */
async function inThread<T>({ signal }: Making, work: (thread: Thread) => Promise<T>): Promise<T> {
  const { threads } = platform();
  if (!threads.canStart()) return work(thisThread);
  const worker = new TaskWorker<NetworkTasks>(threads.start());
  const stop = () => void worker.close(signal!.reason);
  signal?.addEventListener("abort", stop);
  try {
    return await work(worker);
  } finally {
    signal?.removeEventListener("abort", stop);
    await worker.close();
  }
}

const thisThread: Thread = {
  run: (task, argument) => networkTasks[task](argument as never) as never,
};
