import type { PromptOptions, PromptReport } from "@pgt/core";
import { describe, expect, it } from "vitest";
import { fakeLibrary, run } from "./fakes.ts";

function report(parts: Partial<PromptReport> = {}): PromptReport {
  const head = { shape: [4, 5, 6], spacingMm: [1, 1, 1] } as const;
  return {
    masks: "labelsTr",
    out: "boxes",
    settings: { axis: "z", jitter: 0, seed: 1, minPixels: 20, files: ["json", "npz"] },
    cases: [
      {
        case: "c1",
        mask: "labelsTr/c1.nii.gz",
        ...head,
        slices: 6,
        boxes: 9,
        small: 2,
        files: ["c1.json", "c1.npz"],
      },
    ],
    labels: [
      { label: 1, name: "liver", cases: 1, boxes: 6, small: 0 },
      { label: 2, name: "spleen", cases: 1, boxes: 3, small: 2 },
    ],
    warnings: [{ code: "W-PROMPT", label: null, metric: null, message: "they show the reference." }],
    notes: [],
    failures: [],
    ...parts,
  };
}

const call = ["prompts", "labelsTr", "--out", "boxes"];

describe("pgt prompts", () => {
  it("counts boxes per label and warns on stderr", async () => {
    const { code, stdout, stderr } = await run(call, fakeLibrary({ prompts: async () => report() }));
    expect([code, stderr]).toEqual([0, "warning: W-PROMPT: they show the reference.\n"]);
    expect(stdout).toBe(
      [
        "label  name    cases  boxes  too small",
        "──────────────────────────────────────",
        "    1  liver     1/1      6          0",
        "    2  spleen    1/1      3          2",
        "",
        "9 boxes in 1 of 1 cases, tight; slices along z.",
        "Too small: fewer than 20 pixels in the slice, no box.",
        "boxes: one .json and .npz per case; boxes are x_min, y_min, x_max, y_max, pixels counted from 0.",
        "",
      ].join("\n"),
    );
  });

  it("prints one document as JSON, and says how boxes were moved", async () => {
    const library = fakeLibrary({
      prompts: async () =>
        report({ settings: { axis: "x", jitter: 5, seed: 7, minPixels: 1, files: ["npz"] } }),
    });
    const json = JSON.parse((await run([...call, "--format", "json"], library)).stdout);
    expect(json).toMatchObject({ schema: "pgt.prompts/2", version: "1.2.3", settings: { jitter: 5 } });
    expect(json.warnings[0].code).toBe("W-PROMPT");
    const { stdout } = await run(call, library);
    expect(stdout).toContain("each side moved outwards by 0 to 5 pixels (seed 7); slices along x.");
  });

  it("ends with 4 when some cases fail, with 3 when all do", async () => {
    const failures = [{ case: "c2", comparison: "prompts", code: "E_GZIP", message: "c2.nii.gz: corrupt" }];
    const some = await run(call, fakeLibrary({ prompts: async () => report({ failures }) }));
    expect([some.code, some.stderr]).toEqual([
      4,
      expect.stringContaining("pgt: failed: c2 (prompts): c2.nii.gz: corrupt"),
    ]);
    expect(some.stdout).toContain("in 1 of 2 cases");
    const all = await run(
      call,
      fakeLibrary({ prompts: async () => report({ cases: [], labels: [], failures }) }),
    );
    expect(all.code).toBe(3);
  });

  it("hands on its options", async () => {
    let options: PromptOptions | undefined;
    const library = fakeLibrary({
      prompts: async (_, given) => {
        options = given;
        return report();
      },
    });
    const more = [
      "--axis",
      "y",
      "--jitter",
      "4",
      "--seed",
      "2",
      "--min-pixels",
      "9",
      "--files",
      "npz",
      "-l",
      "1,3",
    ];
    await run([...call, ...more], library);
    expect(options).toMatchObject({
      out: "boxes",
      axis: "y",
      jitter: 4,
      seed: 2,
      minPixels: 9,
      files: ["npz"],
      labels: [1, 3],
    });
  });

  it.each([
    [["prompts", "m"], "pgt prompts needs --out"],
    [["prompts", "--out", "o"], "missing: MASKS"],
    [[...call, "--seed", "1"], "--seed is that of --jitter"],
    [[...call, "--axis", "q"], "--axis: expected one of z, y, x"],
    [[...call, "--min-pixels", "0"], "--min-pixels: expected a whole number of at least 1"],
  ])("refuses %j", async (argv, message) => {
    const { code, stderr } = await run(argv);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});
