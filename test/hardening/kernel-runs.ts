import { spawnSync } from "node:child_process";
import { pairsOfAPass, passesVariable, seedVariable } from "../properties/drawn-pairs.ts";

/** Measures at least `pairs` random pairs by the kernels and by definition; what differs is printed with its recipe. */
export function kernelRuns(pairs: number, seed: number): { readonly pairs: number; readonly agree: boolean } {
  const passes = Math.ceil(pairs / pairsOfAPass);
  const args = ["node_modules/vitest/vitest.mjs", "run", "--project", "properties"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [...args, "test/properties/random.test.ts", "--testTimeout", "0"],
    {
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1", [passesVariable]: String(passes), [seedVariable]: String(seed) },
    },
  );
  const agree = status === 0;
  if (!agree) console.log(stdout + stderr);
  return { pairs: passes * pairsOfAPass, agree };
}
