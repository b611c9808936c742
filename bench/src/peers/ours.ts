import { allMetrics } from "../library.ts";
import { command } from "../spawned.ts";
import { runOnOneCore } from "./debian.ts";
import type { Peer, PeerInput, PeerRun } from "./peer.ts";

export const ownNames = { surfels: "pgt", borders: "pgt, as the others define it" };

/** The command itself, with its own boundary definition and with that of the other programs. */
export function ourRuns(folder: string): Peer[] {
  const runWith =
    (settings: readonly string[]) =>
    async ({ files }: PeerInput): Promise<PeerRun> => {
      const asked = ["--metrics", allMetrics.join(","), "--jobs", "1", "--quiet", "--format", "json"];
      const args = [command, "compare", files.reference, files.prediction, ...asked, ...settings];
      const { ms, peakMiB, stdout } = await runOnOneCore(process.execPath, args, folder);
      return { ms, peakMiB, values: valuesOf(JSON.parse(stdout)) };
    };
  const gives = "everything asked for";
  return [
    { name: ownNames.surfels, gives, run: runWith([]) },
    { name: ownNames.borders, gives, run: runWith(["--boundary", "border6", "--percentile", "linear"]) },
  ];
}

interface Row {
  readonly label: number;
  readonly metric: string;
  readonly value: number | null;
}

function valuesOf({ rows }: { readonly rows: readonly Row[] }): Record<string, number> {
  return Object.fromEntries(
    rows.flatMap(({ label, metric, value }) => (value === null ? [] : [[`${label} ${metric}`, value]])),
  );
}
