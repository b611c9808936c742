import { debianVersion, installCommand, runOnOneCore } from "./debian.ts";
import { ownNames } from "./ours.ts";
import type { MissingPeer, Peer, PeerInput, PeerRun } from "./peer.ts";

const program = "plastimatch";

/** `plastimatch dice --all`, once per label: it compares two binary masks. */
export function plastimatchPeer(folder: string): Peer | MissingPeer {
  const install = installCommand([program]);
  if (install !== null) return { name: program, install };
  return {
    name: `${program} ${debianVersion(program)}`,
    gives: "dice, hd, and averages and percentiles of its own",
    sameAs: ownNames.borders,
    takesBinary: true,
    run: (input) => runEachLabel(input, folder),
  };
}

async function runEachLabel({ binary }: PeerInput, folder: string): Promise<PeerRun> {
  const values: Record<string, number> = {};
  let ms = 0;
  let peakMiB: number | null = null;
  for (const label of binary.labels) {
    // Writing them is not timed.
    const { reference, prediction } = binary.write(label);
    const result = await runOnOneCore(program, ["dice", "--all", reference, prediction], folder);
    ms += result.ms;
    if (result.peakMiB !== null) peakMiB = Math.max(peakMiB ?? 0, result.peakMiB);
    values[`${label} dice`] = numberAfter(/^DICE:\s+(\S+)/m, result.stdout);
    values[`${label} hd`] = numberAfter(/^Hausdorff distance \(boundary\) = (\S+)/m, result.stdout);
  }
  return { ms, peakMiB, values };
}

function numberAfter(pattern: RegExp, text: string): number {
  const found = pattern.exec(text);
  if (!found) throw new Error(`plastimatch printed no line like ${pattern}:\n${text}`);
  return Number(found[1]);
}
