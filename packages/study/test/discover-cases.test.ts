/// <reference types="node" />
import { existsSync, readdirSync } from "node:fs";
import { InputError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { classLabelNames } from "../src/cases/class-folder.ts";
import { type DiscoveryOptions, discoverCases, singleCase } from "../src/cases/discover-cases.ts";
import { otherTaskClasses, totalTaskClasses } from "../src/label-presets/totalsegmentator.ts";
import { treeOf } from "./folders.ts";

async function discover(paths: string[], layout?: DiscoveryOptions["layout"]) {
  const { listing, list } = treeOf(...paths);
  return discoverCases(listing, "root", { layout, list });
}

async function faultOf(paths: string[], layout?: DiscoveryOptions["layout"]): Promise<InputError> {
  const outcome = await discover(paths, layout).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(InputError);
  return outcome as InputError;
}

const file = (path: string) => ({ kind: "file", path: `root/${path}` });
const classes = (folder: string, ...names: string[]) => ({
  kind: "classes",
  path: folder,
  files: new Map(names.map((name) => [name, `${folder}/${name}.nii.gz`])),
});

describe("one file per case", () => {
  it("takes the file name without .nii, .nii.gz, .hdr and .img as the case id, in order", async () => {
    const found = await discover(["c.img", "c.hdr", "b.v2.nii", "A.NII.GZ", "d_0001.nii.gz"]);
    expect([...found.cases]).toEqual([
      ["A", file("A.NII.GZ")],
      ["b.v2", file("b.v2.nii")],
      ["c", file("c.hdr")],
      ["d_0001", file("d_0001.nii.gz")],
    ]);
    expect(found.single).toBe(false);
    expect(found.skipped).toEqual([]);
  });

  it("passes over hidden files, other files and folders, and lists them", async () => {
    const found = await discover([
      "a.nii.gz",
      "dataset.json",
      "plans.json",
      "._a.nii.gz",
      "x/y.nii",
      "n.nrrd",
    ]);
    expect([...found.cases.keys()]).toEqual(["a"]);
    expect(found.skipped).toEqual([
      { name: "._a.nii.gz", reason: "hidden" },
      { name: "dataset.json", reason: "not a mask" },
      { name: "n.nrrd", reason: "not a mask" },
      { name: "plans.json", reason: "not a mask" },
      { name: "x", reason: "folder" },
    ]);
  });

  it("opens the .hdr that a lone .img needs, so that reading names the missing file", async () => {
    const found = await discover(["a.img", "b.nii"]);
    expect(found.cases.get("a")).toEqual(file("a.hdr"));
  });

  it.each([[["a.nii", "a.nii.gz"]], [["a.hdr", "a.img", "a.nii"]], [["a.hdr", "a.nii.gz"]]])(
    "refuses two masks of one case: %s",
    async (names) => {
      const fault = await faultOf([...names, "b.nii"]);
      expect(fault.code).toBe("E_CASES");
      for (const name of names) expect(fault.message).toContain(name);
    },
  );

  it("refuses a folder without images and says what it holds", async () => {
    const fault = await faultOf(["seg.nrrd", "notes.txt", "sub/readme.md"]);
    expect(fault.code).toBe("E_EMPTY_FOLDER");
    expect(fault.message).toMatch(/^root: .*notes\.txt, seg\.nrrd.*sub/);
    expect((await faultOf([])).message).toContain("It is empty");
  });

  it("does not look into subfolders that it cannot list", async () => {
    const { listing } = treeOf("a/seg.nii");
    await expect(discoverCases(listing, "root")).rejects.toMatchObject({ code: "E_EMPTY_FOLDER" });
  });
});

describe("one subfolder per case", () => {
  it("takes the one image of each as its mask", async () => {
    const found = await discover([
      "case2/seg.nii.gz",
      "case1/mask.nii",
      "case1/info.json",
      "logs/",
      "top.json",
    ]);
    expect([...found.cases]).toEqual([
      ["case1", file("case1/mask.nii")],
      ["case2", file("case2/seg.nii.gz")],
    ]);
    expect(found.skipped).toEqual([
      { name: "top.json", reason: "not a mask" },
      { name: "logs", reason: "folder without an image" },
    ]);
  });

  it("refuses a subfolder with several images, whichever layout is said", async () => {
    const paths = ["case1/image.nii.gz", "case1/task01_seg01.nii.gz", "case2/seg.nii.gz"];
    for (const layout of ["auto", "cases"] as const) {
      const fault = await faultOf(paths, layout);
      expect(fault.code).toBe("E_CASES");
      expect(fault.file).toBe("root/case1");
      expect(fault.message).toContain("image, task01_seg01".split(", ")[1]);
    }
  });
});

describe("one file per class", () => {
  it("is one case if the folder itself holds them", async () => {
    const found = await discover([
      "liver.nii.gz",
      "kidney_left.nii.gz",
      "vertebrae_L5.nii.gz",
      "statistics.json",
    ]);
    expect([...found.cases]).toEqual([["root", classes("root", "kidney_left", "liver", "vertebrae_L5")]]);
    expect(found.single).toBe(true);
    expect(found.skipped).toEqual([{ name: "statistics.json", reason: "not a mask" }]);
  });

  it("is found in a subfolder per case, and in its folder segmentations beside the image", async () => {
    const found = await discover([
      "s1/liver.nii.gz",
      "s1/spleen.nii.gz",
      "s2/ct.nii.gz",
      "s2/segmentations/liver.nii.gz",
      "s2/segmentations/spleen.nii.gz",
      "s3/segmentations/whole.nii.gz",
    ]);
    expect([...found.cases]).toEqual([
      ["s1", classes("root/s1", "liver", "spleen")],
      ["s2", classes("root/s2/segmentations", "liver", "spleen")],
      ["s3", file("s3/segmentations/whole.nii.gz")],
    ]);
  });

  it("is found when the folder of one case is given", async () => {
    const found = await discover(["ct.nii.gz", "segmentations/liver.nii.gz", "segmentations/spleen.nii.gz"]);
    expect([...found.cases]).toEqual([["root", classes("root/segmentations", "liver", "spleen")]]);
    expect(found.single).toBe(true);
  });

  it("refuses a folder where half of the names are classes", async () => {
    const fault = await faultOf(["liver.nii.gz", "spleen.nii.gz", "my_lesion.nii.gz"]);
    expect(fault.code).toBe("E_CASES");
    expect(fault.message).toMatch(/liver, spleen are names of classes, my_lesion/);
  });

  it("does not take one case for a class among many", async () => {
    const found = await discover(["brain.nii.gz", "p01.nii.gz", "p02.nii.gz"]);
    expect([...found.cases.keys()]).toEqual(["brain", "p01", "p02"]);
  });

  it("follows the layout that is said", async () => {
    const paths = ["liver.nii.gz", "spleen.nii.gz"];
    expect([...(await discover(paths, "cases")).cases.keys()]).toEqual(["liver", "spleen"]);
    const own = await discover(["c1/my_lesion.nii.gz", "c1/my_cyst.nii.gz"], "classes");
    expect([...own.cases]).toEqual([["c1", classes("root/c1", "my_cyst", "my_lesion")]]);
  });

  it("knows the names of TotalSegmentator, each once, with the ids of task total", () => {
    expect(totalTaskClasses).toHaveLength(117);
    const all = [...totalTaskClasses, ...otherTaskClasses];
    expect(new Set(all).size).toBe(all.length);
    expect([...classLabelNames(["zyst", "liver", "spleen", "abscess", "costal_cartilages"])]).toEqual([
      [1, "spleen"],
      [5, "liver"],
      [117, "costal_cartilages"],
      [1001, "abscess"],
      [1002, "zyst"],
    ]);
  });
});

describe("a path that is one case", () => {
  it("is named after the file or the folder", () => {
    expect([...singleCase("x/y/case7.nii.gz").cases.keys()]).toEqual(["case7"]);
    const source = { kind: "classes", path: "x/s01/segmentations", files: new Map() } as const;
    expect([...singleCase("x/s01/segmentations/", source).cases.keys()]).toEqual(["s01"]);
  });
});

const raterFolder = "../shared/data/kits23/rater1";
const isMissing = !existsSync(raterFolder);
describe.skipIf(isMissing)(`real folder${isMissing ? ` (skipped: ${raterFolder} is missing)` : ""}`, () => {
  it("has 12 cases", async () => {
    const listing = readdirSync(raterFolder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      isDirectory: entry.isDirectory(),
    }));
    const { cases, single } = await discoverCases(listing, raterFolder);
    expect(cases.size).toBe(12);
    expect(single).toBe(false);
    expect(cases.get("case_00010")).toEqual({ kind: "file", path: `${raterFolder}/case_00010.nii.gz` });
  });
});

it("matches names whatever form a system stores an accent in, and keeps their paths", async () => {
  const [composed, decomposed] = ["Jos\u00e9", "Jose\u0301"];
  const of = async (...paths: string[]) => {
    const { listing, list } = treeOf(...paths);
    return (await discoverCases(listing, "root", { list })).cases;
  };
  const files = await of(`${decomposed}.nii.gz`);
  expect([...files.keys()]).toEqual([composed]);
  expect(files.get(composed)!.path).toBe(`root/${decomposed}.nii.gz`);
  expect([...(await of(`${decomposed}/mask.nii.gz`)).keys()]).toEqual([composed]);
  await expect(of(`${composed}.nii`, `${decomposed}.nii`)).rejects.toThrow("has 2 files");
});
