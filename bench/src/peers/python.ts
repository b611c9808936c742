import { fileURLToPath } from "node:url";
import { debianVersion, installCommand, runOnOneCore } from "./debian.ts";
import { ownNames } from "./ours.ts";
import type { MissingPeer, Peer } from "./peer.ts";

const script = fileURLToPath(new URL("../peers/scipy_peer.py", import.meta.url));
/** Debian's own, whatever other Python comes first on the path. */
const python = "/usr/bin/python3";

/** SciPy and scikit-image through peers/scipy_peer.py. */
export function pythonPeers(folder: string): (Peer | MissingPeer)[] {
  return [
    pythonPeer("scipy", "SciPy", "everything asked for", ["python3-scipy"], folder),
    pythonPeer("skimage", "scikit-image", "dice, jaccard; hd at 1 mm", ["python3-skimage"], folder),
  ];
}

function pythonPeer(
  tool: string,
  name: string,
  gives: string,
  packages: readonly string[],
  folder: string,
): Peer | MissingPeer {
  const install = installCommand(["python3", "python3-numpy", "python3-nibabel", ...packages]);
  if (install !== null) return { name, install };
  return {
    name: `${name} ${debianVersion(packages[0])}`,
    gives,
    sameAs: ownNames.borders,
    run: async ({ files }) => {
      const args = [script, tool, files.reference, files.prediction];
      const { ms, peakMiB, stdout } = await runOnOneCore(python, args, folder);
      return { ms, peakMiB, values: JSON.parse(stdout) };
    },
  };
}
