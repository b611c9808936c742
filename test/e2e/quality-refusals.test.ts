import { describe, expect, it } from "vitest";
import { qualityFolder } from "./quality-folder.ts";
import { pgt } from "./run-pgt.ts";

const { file, folders } = qualityFolder();

describe("what pgt quality cannot analyse", () => {
  const map = (text: string) => ["--map", `same=${file("bad.yaml", text)}`];
  const labels = () => [
    "--labels",
    file("names.json", JSON.stringify({ labels: { background: 0, liver: 1, spleen: 2 } })),
  ];
  it.each<[string, () => string[], string, number]>([
    ["no reference", () => ["--generator", "a=b"], "there is no reference", 2],
    [
      "a surface overlap without tolerance",
      () => [...folders("reference", { same: "same" }), "--metrics", "nsd"],
      "nsd needs a tolerance in mm, and none is a safe guess",
      2,
    ],
    [
      "a map to an unknown label",
      () => [...folders("reference", { same: "same" }), ...labels(), ...map("1: livr\n")],
      '"livr" is no label of the reference, which has liver, spleen. Did you mean liver?',
      3,
    ],
    [
      "two sources for one target",
      () => [...folders("reference", { same: "same" }), ...labels(), ...map("1: liver\n2: liver\n")],
      'both become "liver". If their union is meant',
      3,
    ],
    [
      "a map by names of masks that have none",
      () => [...folders("reference", { same: "same" }), ...labels(), ...map("organ: liver\n")],
      '"organ" is a name, and the masks of same name no labels',
      3,
    ],
    [
      "names of a generator that is not there",
      () => [...folders("reference", { same: "same" }), "--names", "x=amos22"],
      "names x: there is no generator of that id",
      2,
    ],
    [
      "a preset that is not there",
      () => [...folders("reference", { same: "same" }), "--names", "same=amos21"],
      "neither a file (with an extension) nor a preset. Did you mean amos22? The presets are btcv, word, amos22, abdomenct-1k, abdomenatlas-1.0, abdomenatlas-1.1, totalsegmentator-total, totalsegmentator-total_v1 and ",
      2,
    ],
    [
      "a contrast with an unknown generator",
      () => [...folders("reference", { same: "same" }), "--contrast", "same,other"],
      'no generator "other"',
      2,
    ],
    [
      "a prompted generator that is unknown",
      () => [...folders("reference", { same: "same" }), "--prompted", "other"],
      'no generator "other"',
      2,
    ],
    [
      "one summary for two generators",
      () => [...folders("reference", { same: "same", smaller: "smaller" }), "--nnunet-summary", "s.json"],
      "Put {generator}",
      2,
    ],
    [
      "a manifest without reference",
      () => [
        file("none.yaml", 'pgt: 1\nentities:\n  - { id: a, role: generator, masks: "same/{case}.nii.gz" }\n'),
      ],
      "one entity of role reference",
      3,
    ],
    [
      "two studies of one name",
      () =>
        [1, 2].map((k) =>
          file(
            `same-name-${k}.yaml`,
            'pgt: 1\nname: liver\nentities:\n  - { id: t, role: reference, masks: "reference/{case}.nii.gz" }\n  - { id: a, role: generator, masks: "same/{case}.nii.gz" }\n',
          ),
        ),
      'both name the dataset "liver"',
      2,
    ],
  ])("%s", async (_, argv, message, expected) => {
    const { code, stdout, stderr } = await pgt(["quality", ...argv()]);
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/ at .*\.js/);
  });
});
