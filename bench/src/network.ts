import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createRandom } from "@pgt/metrics";
import { createNetworkEngine, parameterCount } from "@pgt/network";
import { alternate, type Timed } from "./alternate.ts";
import { describeMachine } from "./machine.ts";
import { startTorch, type TorchPeer, torchMissing } from "./peers/torch.ts";
import { readArguments } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { shown, table } from "./table.ts";

const [pixels, batch, classes] = [64, 8, 5];
const stepsPerRound = 4;
const effort = readArguments().quick
  ? { warmUpSeconds: 2, atLeast: 5, atMost: 5, seconds: 5 }
  : { warmUpSeconds: 5, atLeast: 25, atMost: 60, seconds: 60 };

console.log(`${describeMachine()}\n`);
const ours = `pgt, ${parameterCount("S", classes)} parameters`;
const peers: TorchPeer[] = [];
for (const layout of ["contiguous", "channels_last"] as const) {
  const peer = await startTorch(layout, pixels, batch, classes + 1);
  if (peer) peers.push(peer);
}
if (peers.length === 0) console.log(`PyTorch is left out: ${torchMissing}`);
const tasks: Record<string, Timed> = { [ours]: await ourSteps() };
for (const { name, steps } of peers) tasks[name] = async () => (await steps(stepsPerRound)) / stepsPerRound;
const times = await alternate(tasks, effort);
for (const { stop } of peers) stop();
const rows = Object.keys(tasks).map((name) => [
  name,
  shown(spreadOf(times[name])),
  name === ours ? "1" : shown(ratioOf(times[ours], times[name])),
]);
console.log(
  `A step of the U-Net of size S on ${batch} x ${pixels} x ${pixels}, one thread; ${times[ours].length} rounds of ${stepsPerRound} steps\n`,
);
console.log(table(["program", "ms a step", "pgt takes x"], rows));
process.exit();

/** Steps of a training that waits after each epoch until it is asked on: drawing patches is part of them. */
async function ourSteps(): Promise<Timed> {
  const random = createRandom(1, 0);
  const shape = [96, 96, 8] as const;
  const image = new Float32Array(shape[0] * shape[1] * shape[2]).map(() => random.normal());
  const labels = new Uint8Array(image.length).map(() => random.nextBelow(classes + 1));
  const engine = await createNetworkEngine(
    readFileSync(createRequire(import.meta.url).resolve("@pgt/assembly/network.wasm")),
  );
  let resume = () => {};
  let finished = () => {};
  const paused = () => new Promise<void>((resolve) => void (resume = resolve));
  const firstEpoch = new Promise<void>((resolve) => void (finished = resolve));
  void engine.train({
    cases: [{ image, labels, shape, spacingMm: [1, 1, 1] }],
    classes: Array.from({ length: classes }, (_, k) => k + 1),
    epochs: 100_000,
    batchesPerEpoch: stepsPerRound,
    batchSize: batch,
    patch: [pixels, pixels],
    onEpoch: () => {
      finished();
      return paused();
    },
  });
  await firstEpoch;
  return async () => {
    const start = performance.now();
    const epoch = new Promise<void>((resolve) => void (finished = resolve));
    resume();
    await epoch;
    return (performance.now() - start) / stepsPerRound;
  };
}
