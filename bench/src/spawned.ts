import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface Spawned {
  readonly ms: number;
  readonly stdout: string;
  /** Peak memory of the main process; null where it is not told. */
  readonly peakMiB: number | null;
}

const peakMemory = new URL("./peak-memory.js", import.meta.url).href;
export const command = fileURLToPath(import.meta.resolve("@pgt/cli/dist/pgt.js"));

/** Runs `node ...args` from start to end. @throws Error with what it printed if it fails. */
export function runNode(args: readonly string[], { memory = false } = {}): Promise<Spawned> {
  return run(process.execPath, memory ? ["--import", peakMemory, ...args] : args);
}

/** Runs a program from start to end. @throws Error with what it printed if it fails. */
export function run(program: string, args: readonly string[]): Promise<Spawned> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe", "pipe"] });
    const [, out, err, told] = [0, 1, 2, 3].map((fd) => collect(child.stdio[fd] as NodeJS.ReadableStream));
    child.on("error", reject);
    child.on("close", (code) => {
      const ms = performance.now() - start;
      const call = [program, ...args].join(" ");
      if (code !== 0) return reject(new Error(`${call}: exit code ${code}\n${err()}${out()}`));
      const peak = told();
      resolve({ ms, stdout: out(), peakMiB: peak === "" ? null : Number(peak) / 1024 });
    });
  });
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
