import { alternate } from "./alternate.ts";
import type { Case } from "./cases.ts";
import { organMasks } from "./masks.ts";
import { writePair } from "./pair-files.ts";
import { type BenchSettings, say } from "./settings.ts";
import { command, runNode } from "./spawned.ts";
import { ratioOf, spreadOf } from "./spread.ts";
import { shown, table } from "./table.ts";

const tiny: Case = {
  name: "tiny",
  shape: [16, 16, 16],
  spacingMm: [1, 1, 1],
  labels: 2,
  masks: () => organMasks([16, 16, 16], 2, "usual", 1),
  quick: true,
};

/** Whole processes that have next to nothing to do, beside Node with nothing to do. */
export async function startupTable(settings: BenchSettings): Promise<string> {
  say("startup");
  const { reference, prediction } = writePair(settings.folder, tiny);
  const commands = {
    "node -e 0": ["-e", "0"],
    "pgt --version": [command, "--version"],
    "pgt --help": [command, "--help"],
    "pgt compare, two 16^3 masks": [command, "compare", reference, prediction, "--format", "json"],
  };
  const tasks = Object.fromEntries(
    Object.entries(commands).map(([name, args]) => [name, async () => (await runNode(args)).ms]),
  );
  const rounds = settings.quick ? 7 : 30;
  const times = await alternate(tasks, {
    warmUpSeconds: 0.1,
    atLeast: rounds,
    atMost: rounds,
    seconds: Infinity,
  });
  const rows = Object.entries(times).map(([name, ms]) => [
    name,
    shown(spreadOf(ms)),
    shown(ratioOf(ms, times["node -e 0"])),
  ]);
  return `## Start\n\nwhole processes, ${rounds} each; median (quartiles)\n\n${table(["command", "ms", "x node"], rows)}`;
}
