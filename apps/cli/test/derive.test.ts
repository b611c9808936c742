import type { Derived, DerivedDataset, DeriveOptions } from "@pgt/core";
import { describe, expect, it } from "vitest";
import { fakeLibrary, run } from "./fakes.ts";

function dataset(parts: Partial<DerivedDataset> = {}): DerivedDataset {
  return {
    generator: "ts",
    masks: "masks/ts",
    dataset: "Dataset101_BTCV_ts",
    folder: "out/Dataset101_BTCV_ts",
    matched: "map",
    map: "ts.yaml",
    cases: 30,
    labels: [
      { label: 1, name: "spleen", from: ["spleen"], cases: 30 },
      { label: 3, name: "kidneys", from: ["kidney_left", "kidney_right"], cases: 29 },
    ],
    unused: [{ label: "24 skull", cases: 2 }],
    overlapVoxels: 0,
    inputs: [],
    ...parts,
  };
}

function derived(parts: Partial<Derived> = {}): Derived {
  return {
    base: "base",
    datasets: [dataset()],
    common: [
      { label: 1, name: "spleen" },
      { label: 3, name: "kidneys" },
    ],
    dropped: [{ label: 2, name: "rectum", lackedBy: ["ts"], generators: [], reason: "rectum: not in ts" }],
    split: { description: "5 folds of nnU-Net", folds: 5 },
    images: "linked",
    notes: [{ code: "N-FOLDS", file: "ts", message: "something odd." }],
    failures: [],
    ...parts,
  };
}

const call = ["derive", "--base", "base", "--generator", "ts=masks/ts", "--out", "out"];

/** Runs the command and returns what it asked of the library. */
async function asked(...argv: string[]): Promise<DeriveOptions> {
  let options: DeriveOptions | undefined;
  const result = await run(
    [...call, ...argv],
    fakeLibrary({
      derive: async (given) => {
        options = given;
        return derived();
      },
    }),
  );
  expect(result.stderr).not.toContain("pgt:");
  const { onProgress: _, signal: __, ...plain } = options!;
  return plain;
}

describe("pgt derive", () => {
  it("says what was written, what is comparable and how to go on", async () => {
    const { code, stdout, stderr } = await run(call, fakeLibrary({ derive: async () => derived() }));
    expect(code).toBe(0);
    expect(stderr).toBe("note: ts: something odd.\n");
    expect(stdout).toBe(
      [
        "Dataset101_BTCV_ts: masks of ts, labels by the map ts.yaml",
        "out/Dataset101_BTCV_ts: 30 cases, images linked",
        "label  name     from                        in cases",
        "────────────────────────────────────────────────────",
        "    1  spleen   spleen                         30/30",
        "    2  rectum   —                                  —",
        "    3  kidneys  kidney_left + kidney_right     29/30",
        "left out, no label of the base: 24 skull",
        "",
        "2 of 3 labels can be produced by every generator and are comparable (equation 3). Not comparable:",
        "rectum: not in ts.",
        "Split, the same for all: 5 folds of nnU-Net.",
        "",
        "nnUNetv2_plan_and_preprocess -d 101 --verify_dataset_integrity",
        "then, before training, copy each splits_final.json to nnUNet_preprocessed/ of the same data set",
        "",
      ].join("\n"),
    );
  });

  it("prints one document as JSON", async () => {
    const { stdout } = await run(
      [...call, "--format", "json"],
      fakeLibrary({ derive: async () => derived() }),
    );
    expect(JSON.parse(stdout)).toEqual({ schema: "pgt.derive/2", version: "1.2.3", ...derived() });
  });

  it("names the cases of a data set that is not written, and ends with 4", async () => {
    const failures = [{ case: "c7", comparison: "b", code: "E_CASES", message: 'b: no mask for case "c7"' }];
    const lost = dataset({
      generator: "b",
      dataset: "Dataset102_BTCV_b",
      folder: null,
      labels: [],
      unused: [],
    });
    const library = fakeLibrary({ derive: async () => derived({ datasets: [dataset(), lost], failures }) });
    const { code, stdout, stderr } = await run(call, library);
    expect(code).toBe(4);
    expect(stderr).toContain('pgt: failed: c7 (b): b: no mask for case "c7"\n');
    expect(stderr).toContain("pgt: b: 1 case failed; Dataset102_BTCV_b is not written\n");
    expect(stdout).toContain("NOT WRITTEN");
    expect(stdout).toContain("-d 101 --verify");
  });

  it("hands on its options", async () => {
    expect(await asked()).toEqual({
      base: { folder: "base" },
      generators: { ts: "masks/ts" },
      maps: {},
      names: {},
      out: "out",
    });
    const more = ["--generator", "u=u", "--map", "ts=ts.yaml", "--names", "u=amos22", "--dataset-id", "120"];
    expect(
      await asked(...more, "--name", "N", "--copy", "--split", "80/20", "--seed", "3", "--fresh"),
    ).toEqual({
      base: { folder: "base" },
      generators: { ts: "masks/ts", u: "u" },
      maps: { ts: "ts.yaml" },
      names: { u: "amos22" },
      out: "out",
      datasetId: 120,
      name: "N",
      copy: true,
      fresh: true,
      split: { trainPercent: 80 },
      seed: 3,
    });
    expect((await asked("--splits", "s.json")).split).toEqual({ file: "s.json" });
  });

  it.each([
    [["--base", "b", "--out", "o"], "pgt derive needs --generator"],
    [["--base", "b", "--generator", "a=a"], "pgt derive needs --out"],
    [["--generator", "a=a", "--out", "o"], "pgt derive needs --base"],
    [["--generator", "a=a", "--out", "o", "--images", "i"], "pgt derive needs --labels-dir"],
    [[...call.slice(1), "--images", "i"], "--images goes without --base"],
    [[...call.slice(1), "--generator", "ts=other"], "--generator ts is given twice"],
    [[...call.slice(1), "--split", "80/30"], "--split: expected shares in percent such as 80/20"],
    [[...call.slice(1), "--split", "80/20", "--splits", "f"], "leave out --split"],
    [[...call.slice(1), "--seed", "4"], "--seed is that of a fixed split"],
    [[...call.slice(1), "--format", "csv"], "pgt derive prints table or json, not 'csv'"],
  ])("refuses %j", async (argv, message) => {
    const { code, stderr } = await run(["derive", ...argv]);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
