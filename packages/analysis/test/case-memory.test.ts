import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@pgt/io";
import { InternalError, type LabelVolume, type Vector3 } from "@pgt/metrics";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { nodePlatform as bare } from "../../core/src/node-platform.ts";
import { caseBytesOf } from "../../runner/src/masks/case-memory.ts";
import { maskOf } from "../../runner/src/masks/mask.ts";
import { readLabelMap } from "../../runner/src/masks/read-label-map.ts";
import { type Platform, usePlatform } from "../../runner/src/platform/platform.ts";
import { makePlan } from "../../runner/src/scores/plan.ts";
import { scorePair } from "../../runner/src/scores/score-pair.ts";
import { serveTasks, type WorkerPort } from "../../runner/src/tasks/index.ts";
import type { WorkPlan } from "../../runner/src/workers/work-plan-type.ts";
import { workerTasks } from "../../runner/src/workers/worker-tasks.ts";
import { compareMany } from "../src/compare/compare.ts";

const nodePlatform: Platform = {
  ...bare,
  kernels: () => readFile(new URL("../../../assembly/build/pgt.wasm", import.meta.url)),
};
usePlatform(nodePlatform);

let folder = "";
const path = (name: string) => join(folder, name);

function box(side: number, label = 1): LabelVolume {
  const shape: Vector3 = [side, side, side];
  return { data: new Uint8Array(side ** 3).fill(label, 0, side ** 2), shape, spacingMm: [1, 1, 1] };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "pgt-memory-"));
  for (const set of ["a", "b"]) {
    await mkdir(path(set));
    for (const [name, side] of [
      ["small", 20],
      ["large", 40],
    ] as const) {
      await writeFile(path(`${set}/${name}.nii.gz`), gzipSync(writeNifti(box(side))));
    }
  }
  await writeFile(path("a/huge.nii.gz"), gzipSync(writeNifti(box(60))));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => usePlatform(nodePlatform));

/** Platform with this much memory for the masks of a case. */
function useLimit(maskBytes: number, more: Partial<Platform> = {}): void {
  const memoryLimit = { caseBytes: caseBytesOf(maskBytes), where: "here", instead: "another" };
  usePlatform({ ...nodePlatform, memoryLimit, ...more });
}

const pairs = () =>
  ["small", "large"].map((name) => ({
    case: name,
    reference: path(`a/${name}.nii.gz`),
    prediction: path(`b/${name}.nii.gz`),
  }));

describe("what cannot be held", () => {
  it("alone is refused by its header, before the rest is inflated", async () => {
    let inflated = 0;
    const inflater: Platform["inflater"] = {
      ...nodePlatform.inflater,
      inflateRaw: (deflated, request) => {
        inflated++;
        return nodePlatform.inflater.inflateRaw(deflated, request);
      },
    };
    useLimit(100_000, { inflater });
    await expect(readLabelMap(path("a/huge.nii.gz"))).rejects.toMatchObject({
      code: "E_TOO_LARGE",
      message: `${path("a/huge.nii.gz")}: its 60 x 60 x 60 voxels of uint8 take 0.2 MiB; here, masks that are compared may take 0.1 MiB together. Crop them to what is marked, store labels as uint8, or use another.`,
    });
    // Its beginning: once to tell the format, once for the header.
    expect(inflated).toBe(2);
  });

  it("together is refused for that case, by both names; the others go on", async () => {
    useLimit(100_000);
    const { rows, failures } = await compareMany(pairs(), { metrics: ["dice"] });
    expect(rows.map((row) => [row.case, row.value])).toEqual([["small", 1]]);
    expect(failures.map(({ case: id, code }) => [id, code])).toEqual([["large", "E_TOO_LARGE"]]);
    expect(failures[0].message).toContain(`${path("a/large.nii.gz")}: takes`);
    expect(failures[0].message).toContain(`with ${path("b/large.nii.gz")}; here,`);
  });

  it("is not looked for where the system itself says no", async () => {
    const { failures } = await compareMany(pairs(), { metrics: ["dice"] });
    expect(failures).toEqual([]);
  });

  it("in a thread is told with the names of both masks", async () => {
    const plan = await makePlan({ metrics: ["hd"] });
    const mask = (source: string, side: number) => maskOf({ ...box(side), source });
    const identity = { case: "c", a: "a", aSession: 1, b: "b", bSession: 1 };
    const lacking = () => Promise.reject(new InternalError("E_MEMORY", "not enough memory for 9 MiB more"));
    await expect(
      scorePair(mask("a.nii", 20), mask("b.nii", 20), identity, plan, [lacking]),
    ).rejects.toMatchObject({
      code: "E_TOO_LARGE",
      message: expect.stringMatching(
        /^a\.nii: its 20 x 20 x 20 voxels cannot be compared with b\.nii \(not en/,
      ),
    });
  });
});

describe("many cases at once", () => {
  /** Worker threads within this one, and how many of them are at work. */
  function threadsHere(atWork: { now: number; most: number }, isPoor: boolean): Platform["threads"] {
    const start = (): WorkerPort => {
      let toOwner: (message: unknown) => void = () => {};
      let toThread: (message: unknown) => void = () => {};
      const post: WorkerPort["post"] = (message) => {
        const lacks = isPoor && atWork.most > 1 && atWork.now > 1 && "told" in message;
        if ("result" in message) atWork.now--;
        toOwner(lacks ? { ...message, told: lackedMemory } : message);
      };
      const onMessage: WorkerPort["onMessage"] = (listener) => {
        toThread = listener;
      };
      serveTasks({ post, onMessage }, workerTasks);
      return {
        post: (message) => {
          atWork.most = Math.max(atWork.most, ++atWork.now);
          toThread(message);
        },
        onMessage: (listener) => {
          toOwner = listener;
        },
        onLost: () => {},
        terminate: async () => {},
      };
    };
    return { ...nodePlatform.threads, canStart: () => true, shareMemory: false, cores: 4, start };
  }
  const failure = { case: "c", comparison: "a/b", code: "E_TOO_LARGE", message: "no room" };
  const lackedMemory = {
    failure,
    error: { kind: "input", code: "E_TOO_LARGE", file: "a", message: "a: no room" },
  };
  /** Masks so large together that threads pay. */
  const many = () =>
    Array.from({ length: 4 }, (_, k) => ({
      case: `c${k}`,
      reference: path("a/wide.nii"),
      prediction: path("b/wide.nii"),
    }));
  beforeAll(async () => {
    for (const set of ["a", "b"]) await writeFile(path(`${set}/wide.nii`), writeNifti(box(170)));
  });

  it("are fewer where memory is short", async () => {
    const atWork = { now: 0, most: 0 };
    const threads = { ...threadsHere(atWork, false), memoryBytes: 2 * 2 * caseBytesOf(2 * 170 ** 3 + 1000) };
    usePlatform({ ...nodePlatform, threads });
    let planned: WorkPlan | undefined;
    const onPlan = (plan: WorkPlan) => {
      planned = plan;
    };
    const { failures } = await compareMany(many(), { metrics: ["dice"], onPlan });
    expect(failures).toEqual([]);
    expect(planned?.casesAtOnce).toBe(2);
    expect(atWork.most).toBe(2);
  });

  it("that lack memory beside each other are compared again, one by one", async () => {
    const atWork = { now: 0, most: 0 };
    const threads = threadsHere(atWork, true);
    usePlatform({ ...nodePlatform, threads: { ...threads, memoryBytes: 2 ** 40 } });
    const { rows, failures } = await compareMany(many(), { metrics: ["dice"] });
    expect(atWork.most).toBe(4);
    expect(failures).toEqual([]);
    expect(rows.map((row) => [row.case, row.value])).toEqual(many().map((one) => [one.case, 1]));
  });
});
