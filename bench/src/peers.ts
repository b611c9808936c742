import { join } from "node:path";
import { alternate } from "./alternate.ts";
import { peerCases } from "./cases.ts";
import { bigLeftOut, bigPair } from "./files-to-values.ts";
import { allMetrics } from "./library.ts";
import { describeMachine } from "./machine.ts";
import { isPresent, type PairFiles, temporaryFolder, writePair } from "./pair-files.ts";
import { binaryMasks } from "./peers/binary-masks.ts";
import { tellsMemory } from "./peers/debian.ts";
import { itkPeer } from "./peers/itk.ts";
import { ourRuns } from "./peers/ours.ts";
import { isMissing, type Peer, type PeerRun } from "./peers/peer.ts";
import { plastimatchPeer } from "./peers/plastimatch.ts";
import { pythonPeers } from "./peers/python.ts";
import { type BenchSettings, readArguments, say } from "./settings.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { digits, shown, sizeText, table } from "./table.ts";

const heads = ["program", "gives", "s", "x pgt", "peak MiB", "values, against ours"];
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
for (const input of inputs(settings)) {
  if (settings.only.length > 0 && !settings.only.includes(input.id)) continue;
  console.log(`## ${input.name}\n\n${await compareOn(input)}\n`);
}

interface Input {
  /** Word for `--only`. */
  readonly id: string;
  readonly name: string;
  readonly files: PairFiles;
  readonly isLarge: boolean;
}

function* inputs({ folder, data, quick }: BenchSettings): Generator<Input> {
  for (const one of peerCases.filter((case_) => case_.quick || !quick)) {
    yield {
      id: "simulated",
      name: `${sizeText(one.shape)}, ${one.name}, simulated`,
      files: writePair(folder, one),
      isLarge: false,
    };
  }
  const [reference, prediction] = ["rater1", "rater2"].map((rater) =>
    join(data, "kits23", rater, "case_00010.nii.gz"),
  ) as [string, string];
  if (isPresent(reference))
    yield {
      id: "ct",
      name: "real CT, two raters, 2 labels",
      files: { reference, prediction },
      isLarge: false,
    };
  else console.log(`Left out: real CT, ${reference} is missing.\n`);
  const big = bigPair(data);
  if (big && !quick) yield { id: "big", name: `${big.size}, ${big.name}`, files: big.files, isLarge: true };
  if (!big) console.log(`${bigLeftOut(data)}\n`);
}

/** Peers that can be asked on one pair, alternately; on a large one only once. */
async function compareOn({ name, files, isLarge }: Input): Promise<string> {
  const asked = peers.filter(({ takesBinary }) => !(isLarge && takesBinary));
  const left = peers.filter((peer) => !asked.includes(peer));
  const binary = await binaryMasks(files, settings.folder);
  const runs = new Map<string, PeerRun[]>(asked.map((peer) => [peer.name, []]));
  const tasks = Object.fromEntries(
    asked.map((peer) => [
      peer.name,
      async () => {
        if (runs.get(peer.name)!.length === 0) say(`${name}: ${peer.name}`);
        const result = await peer.run({ files, binary });
        runs.get(peer.name)!.push(result);
        return result.ms;
      },
    ]),
  );
  const effort = { warmUpSeconds: 0, atLeast: isLarge ? 1 : 3, atMost: 5, seconds: 20 };
  const times = await alternate(tasks, effort);
  const first = asked[0].name;
  const rows = asked.map((peer) => [
    peer.name,
    peer.gives,
    shown(spreadOf(times[peer.name].map((ms) => ms / 1000))),
    peer.name === first ? "1" : shown(ratioOf(times[peer.name], times[first])),
    digits(Math.max(...runs.get(peer.name)!.map(({ peakMiB }) => peakMiB ?? Number.NaN))),
    agreement(peer, runs),
  ]);
  const notes = left.map((peer) => `\n\n${peer.name} is left out here: one run over the volume per label.`);
  return table(heads, rows, 2) + notes.join("");
}

/** Difference of the values of a peer from ours under its definitions, relative to the larger of value and 1. */
function agreement(peer: Peer, runs: ReadonlyMap<string, readonly PeerRun[]>): string {
  if (peer.sameAs === undefined) return "";
  const { values } = runs.get(peer.name)![0];
  const { values: ours } = runs.get(peer.sameAs)![0];
  const shared = Object.keys(values).filter((key) => key in ours);
  const largest = Math.max(
    0,
    ...shared.map((key) => Math.abs(values[key] - ours[key]) / Math.max(1, Math.abs(ours[key]))),
  );
  return `${shared.length} within ${largest.toExponential(0)}`;
}
