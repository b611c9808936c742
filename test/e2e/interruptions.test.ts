import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { writeNifti } from "@pgt/io";
import { beforeAll, describe, expect, it } from "vitest";
import { collect, startPgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const edge = 260;

/** Noise takes longest: each of its voxels is on the surface. */
function noise(seed: number): Uint8Array {
  const data = new Uint8Array(edge ** 3);
  let state = seed;
  for (let voxel = 0; voxel < data.length; voxel++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    data[voxel] = state >>> 31;
  }
  return writeNifti({ data, shape: [edge, edge, edge], spacingMm: [1, 1, 1] });
}

beforeAll(() => {
  for (const [at, side] of ["a", "b"].entries()) {
    mkdirSync(folder.path(side));
    for (const id of [1, 2]) writeFileSync(folder.path(side, `case${id}.nii`), noise(10 * at + id));
  }
});

/** Ends of a run that takes many seconds, interrupted twice after one. */
async function interruptedTwice(argv: readonly string[]) {
  const child = startPgt(["compare", ...argv, "-m", "hd95,masd,nsd@1"]);
  const ended = collect(child);
  await wait(2000);
  expect(child.exitCode).toBeNull();
  const since = performance.now();
  child.kill("SIGINT");
  await wait(100);
  child.kill("SIGINT");
  const { code, stdout } = await ended;
  return { code: code ?? child.signalCode, stdout, isPrompt: performance.now() - since < 2000 };
}

const files = ["a", "b"].map((side) => () => folder.path(side, "case1.nii"));
const folders = ["a", "b"].map((side) => () => folder.path(side));

describe("a run that is interrupted twice ends at once, in the midst of a case", () => {
  it.each([
    ["of one case", files, 1, "SIGINT"],
    ["of one case, worked on by two threads", files, 2, "SIGINT"],
    ["of two cases, one after the other", folders, 1, 130],
    ["of two cases at a time", folders, 2, 130],
  ] as const)("%s", async (_, sides, jobs, code) => {
    const run = await interruptedTwice([...sides.map((side) => side()), "-j", `${jobs}`]);
    expect(run).toEqual({ code, stdout: "", isPrompt: true });
  });
});
