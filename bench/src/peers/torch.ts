import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../peers/torch_peer.py", import.meta.url));

export const torchMissing = "pip install torch, and name that Python in PGT_TORCH_PYTHON";

/** PyTorch in a process of its own, which takes steps when it is asked. */
export interface TorchPeer {
  readonly name: string;
  /** Milliseconds that so many steps took. */
  readonly steps: (n: number) => Promise<number>;
  readonly stop: () => void;
}

/** PyTorch of the Python that PGT_TORCH_PYTHON names (default python3), or null where it has none. */
export async function startTorch(
  layout: "contiguous" | "channels_last",
  pixels: number,
  batch: number,
  outputs: number,
): Promise<TorchPeer | null> {
  const python = process.env.PGT_TORCH_PYTHON ?? "python3";
  if (spawnSync(python, ["-c", "import torch"], { stdio: "ignore" }).status !== 0) return null;
  const args = [source, layout, pixels, batch, outputs].map(String);
  const child = spawn(python, args, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async () => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`${args.join(" ")} ended before it was asked to`);
    return value;
  };
  const [version, parameters] = (await nextLine()).split(" ");
  return {
    name: `torch ${version}, ${layout}, ${parameters} parameters`,
    steps: async (n) => {
      child.stdin.write(`${n}\n`);
      return Number(await nextLine()) * 1000;
    },
    stop: () => child.stdin.end(),
  };
}
