import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { alternate } from "./alternate.ts";
import { peerCases } from "./cases.ts";
import { allMetrics } from "./door.ts";
import { bigLeftOut, bigPair } from "./files-to-values.ts";
import { describeMachine } from "./machine.ts";
import { isPresent, type PairFiles, temporaryFolder, writePair } from "./pair-files.ts";
import { writeBinaryMasks } from "./peers/binary-masks.ts";
import { tellsMemory } from "./peers/debian.ts";
import { itkPeer } from "./peers/itk.ts";
import { ourRuns } from "./peers/ours.ts";
import { isMissing, type Peer, type PeerRun } from "./peers/peer.ts";
import { plastimatchPeer } from "./peers/plastimatch.ts";
import { pythonPeers } from "./peers/python.ts";
import { type BenchSettings, readArguments, say } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { digits, shown, sizeText, table } from "./table.ts";

const settings = { ...readArguments(), folder: temporaryFolder() };
const all = [
  ...ourRuns(settings.folder),
  itkPeer(settings.folder),
  ...pythonPeers(settings.folder),
  plastimatchPeer(settings.folder),
];
const peers = all.filter((peer): peer is Peer => !isMissing(peer));
console.log(`${describeMachine()}\n`);
for (const { name, install } of all.filter(isMissing)) console.log(`${name} is left out: ${install}`);
if (!tellsMemory()) console.log("memory of the peers is left out: apt install time");
console.log(
  `Asked of each: ${allMetrics.join(",")}; whole processes, one core each, from files to values. The last column: how many values were compared, and the largest difference, relative from 1 on.\n`,
);
for (const { name, files } of inputs(settings))
  console.log(`## ${name}\n\n${await compareOn(name, files)}\n`);

interface Input {
  readonly name: string;
  readonly files: PairFiles;
}

function* inputs({ folder, data, quick }: BenchSettings): Generator<Input> {
  for (const one of peerCases.filter((case_) => case_.quick || !quick)) {
    yield { name: `${sizeText(one.shape)}, ${one.name}, simulated`, files: writePair(folder, one) };
  }
  const [reference, prediction] = ["rater1", "rater2"].map((rater) =>
    join(data, "kits23", rater, "case_00010.nii.gz"),
  ) as [string, string];
  if (isPresent(reference)) yield { name: "real CT, two raters, 2 labels", files: { reference, prediction } };
  else console.log(`Left out: real CT, ${reference} is missing.\n`);
  const big = bigPair(data);
  if (big && !quick) yield { name: `${big.size}, ${big.name}`, files: big.files };
  if (!big) console.log(`${bigLeftOut(data)}\n`);
}

/** All peers on one pair, alternately; slow ones only once. */
async function compareOn(name: string, files: PairFiles): Promise<string> {
  const masks = join(settings.folder, "binary");
  mkdirSync(masks, { recursive: true });
  const isNeeded = peers.some(({ takesBinary }) => takesBinary);
  const binary = isNeeded ? await writeBinaryMasks(files, masks) : new Map<number, PairFiles>();
  const runs = new Map<string, PeerRun[]>(peers.map((peer) => [peer.name, []]));
  const tasks = Object.fromEntries(
    peers.map((peer) => [
      peer.name,
      async () => {
        if (runs.get(peer.name)!.length === 0) say(`${name}: ${peer.name}`);
        const result = await peer.run({ files, binary });
        runs.get(peer.name)!.push(result);
        return result.ms;
      },
    ]),
  );
  const times = await alternate(tasks, { warmUpSeconds: 0, atLeast: 1, atMost: 5, seconds: 20 });
  rmSync(masks, { recursive: true });
  const first = peers[0]!.name;
  const rows = peers.map((peer) => [
    peer.name,
    peer.gives,
    shown(spreadOf(times[peer.name]!.map((ms) => ms / 1000))),
    peer.name === first ? "1" : shown(ratioOf(times[peer.name]!, times[first]!)),
    digits(Math.max(...runs.get(peer.name)!.map(({ peakMiB }) => peakMiB ?? Number.NaN))),
    agreement(peer, runs),
  ]);
  return table(["program", "gives", "s", "x pgt", "peak MiB", "values, against ours"], rows, 2);
}

/** By how much the values of a peer differ from ours under its definitions, relative to the larger of value and 1. */
function agreement(peer: Peer, runs: ReadonlyMap<string, readonly PeerRun[]>): string {
  if (peer.sameAs === undefined) return "";
  const { values } = runs.get(peer.name)![0]!;
  const { values: ours } = runs.get(peer.sameAs)![0]!;
  const shared = Object.keys(values).filter((key) => key in ours);
  const largest = Math.max(
    0,
    ...shared.map((key) => Math.abs(values[key]! - ours[key]!) / Math.max(1, Math.abs(ours[key]!))),
  );
  return `${shared.length} within ${largest.toExponential(0)}`;
}
