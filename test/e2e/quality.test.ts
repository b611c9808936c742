import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { cube, writeMask } from "./nifti-bytes.ts";
import { writeQualityMasks } from "./quality-masks.ts";
import { dataFolder, hasData, pgt, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const at = (...parts: string[]) => folder.path(...parts);

function file(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

/** `--reference`, then `--generator` per generator: id = folder below the test's folder. */
const folders = (reference: string, generators: Record<string, string>) => [
  ...["--reference", at(reference)],
  ...Object.entries(generators).flatMap(([id, path]) => ["--generator", `${id}=${at(path)}`]),
];

async function quality(...argv: string[]) {
  const { code, stdout, stderr } = await pgt(["quality", ...argv, "--format", "json"]);
  expect(code, stderr).toBe(0);
  return { document: JSON.parse(stdout), stderr };
}

interface Cell {
  readonly dataset: string;
  readonly generator: string;
  readonly mean: number;
}
interface Organ {
  readonly generator: string;
  readonly name: string;
  readonly label: number;
  readonly mean: number | null;
  readonly metric: string;
}
const codesOf = ({ warnings }: { warnings: { code: string }[] }) => warnings.map(({ code }) => code);
const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Two organs as cubes in four cases; ids of the second tool differ. */
function writeCubes(id: string, shift: number, ids: readonly [number, number] = [1, 2], cases = 4): void {
  mkdirSync(at(id), { recursive: true });
  for (let c = 0; c < cases; c++) {
    const values = cube(0, 4 - (c % 2), ids[0]);
    cube(4 + shift, 8, ids[1]).forEach((label, voxel) => {
      if (label !== 0) values[voxel] = label;
    });
    writeMask(at(id, `case_${c}.nii.gz`), { values });
  }
}

beforeAll(() => {
  writeCubes("reference", 0);
  writeCubes("same", 0);
  writeCubes("smaller", 1);
  writeCubes("renumbered", 0, [7, 5]);
});

describe("pgt quality of folders", () => {
  it("is the mean over organs of the mean over cases, with everything that stands beside it", async () => {
    const { document } = await quality(
      ...folders("reference", { same: "same", smaller: "smaller" }),
      ...["--metrics", "dice,nsd@1"],
    );
    expect(document).toMatchObject({
      schema: "pgt.quality/1",
      seed: 20230418,
      failures: [],
      droppedLabels: [],
    });
    const of = (generator: string) =>
      document.cells.find(
        (cell: Cell & { metric: string }) => cell.generator === generator && cell.metric === "dice",
      );
    expect(of("same")).toMatchObject({
      mean: 1,
      rmsSd: 0,
      n: 8,
      expected: 8,
      organs: 2,
      rank: 1,
      best: true,
    });
    // The second organ is a cube of 3 in one of 4: 2 · 27 / (27 + 64).
    expect(of("smaller").mean).toBeCloseTo((1 + 54 / 91) / 2, 12);
    expect(document.settings.choices).toHaveLength(12);
    expect(document.comparisons[0]).toMatchObject({ a: "same", b: "smaller", n: 4, better: "same" });
    expect(JSON.stringify(document)).not.toMatch(/NaN|Infinity/);
  });

  it("matches labels by the names of a dataset.json, a dseg.tsv and a label map", async () => {
    const json = file("dataset.json", JSON.stringify({ labels: { background: 0, liver: 1, spleen: 2 } }));
    const tsv = file("dseg.tsv", "index\tname\n7\tLiver\n5\tSpleen\n");
    const map = file("map.yaml", "7: liver\n5: spleen\n");
    for (const option of [
      ["--names", `r=${tsv}`],
      ["--map", `r=${map}`],
    ]) {
      const { document } = await quality(
        ...folders("reference", { r: "renumbered" }),
        ...["--labels", json, ...option],
      );
      expect(document.cells[0]).toMatchObject({ mean: 1, organs: 2 });
      expect(document.organs.map(({ name }: Organ) => name)).toEqual(["liver", "spleen"]);
    }
  });

  it("reads an nnU-Net raw dataset and five folds, and checks them against the splits", async () => {
    mkdirSync(at("Dataset001_Cubes"));
    cpSync(at("reference"), at("Dataset001_Cubes", "labelsTr"), { recursive: true });
    writeFileSync(
      at("Dataset001_Cubes", "dataset.json"),
      JSON.stringify({
        labels: { background: 0, liver: 1, spleen: 2 },
        numTraining: 4,
        file_ending: ".nii.gz",
      }),
    );
    const ids = readdirSync(at("smaller")).sort();
    for (const [fold, name] of ids.entries()) {
      mkdirSync(at("cv", `fold_${fold}`, "validation"), { recursive: true });
      cpSync(at("smaller", name), at("cv", `fold_${fold}`, "validation", name));
    }
    const cases = ids.map((name) => name.replace(".nii.gz", ""));
    const splits = cases.map((val) => ({ train: cases.filter((id) => id !== val), val: [val] }));
    const good = file("splits_final.json", JSON.stringify(splits));
    const argv = folders("Dataset001_Cubes", { cv: "cv", smaller: "smaller" });
    const { document, stderr } = await quality(...argv, "--splits", `cv=${good}`);
    expect(document.datasets[0]).toMatchObject({ dataset: "Dataset001_Cubes" });
    expect(document.datasets[0].generators[0]).toMatchObject({ cases: 4, folds: { 0: 1, 1: 1, 2: 1, 3: 1 } });
    expect(stderr).toContain("4 folds of cross-validation taken as one generator");
    expect(document.cells[0].mean).toBe(document.cells[1].mean);
    expect(codesOf(document)).not.toContain("W-LEAK");
    const bad = file("turned.json", JSON.stringify([...splits].reverse()));
    const turned = await quality(...argv, "--splits", `cv=${bad}`);
    const leak = turned.document.warnings.find(({ code }: { code: string }) => code === "W-LEAK");
    expect(leak).toMatchObject({ generator: "cv" });
    expect(leak.message).toContain("case_0 (fold 0)");
  });

  it("names versions with different splits", async () => {
    for (const [id, turn] of [
      ["first", 0],
      ["second", 1],
    ] as const) {
      for (const [c, name] of readdirSync(at("same")).sort().entries()) {
        mkdirSync(at(id, `fold_${(c + turn) % 2}`), { recursive: true });
        cpSync(at("same", name), at(id, `fold_${(c + turn) % 2}`, name));
      }
    }
    const { document } = await quality(...folders("reference", { first: "first", second: "second" }));
    const recipe = document.warnings.find(({ code }: { code: string }) => code === "W-RECIPE");
    expect(recipe.message).toContain("first and second were trained on different splits");
  });

  it("names a case that a generator lacks, keeps its place in every n, and ends with 4", async () => {
    cpSync(at("smaller"), at("part"), { recursive: true });
    rmSync(at("part", "case_2.nii.gz"));
    const argv = [
      "quality",
      ...folders("reference", { part: "part", same: "same" }),
      "--out",
      at("part-run"),
    ];
    const { code, stdout, stderr } = await pgt([...argv, "--format", "json"]);
    expect(code).toBe(4);
    expect(stderr).toContain('part has no mask of case "case_2", which the reference has');
    const document = JSON.parse(stdout);
    expect(document.cells[0]).toMatchObject({ n: 6, expected: 8, undefined: { NOT_ANNOTATED: 2 } });
    expect(document.comparisons[0]).toMatchObject({ n: 4, paired: 3, expected: 4 });
    expect(document.warnings).toContainEqual(
      expect.objectContaining({
        code: "W-CASES",
        message: expect.stringContaining("part is averaged over 3 of 4 cases (lacks case_2)"),
      }),
    );
    const organs = document.organs as { inReference: number; referenceKnown: number }[];
    expect(organs.every(({ inReference, referenceKnown }) => inReference === 4 && referenceKnown === 4)).toBe(
      true,
    );
    const table = await pgt(["quality", ...folders("reference", { part: "part", same: "same" })]);
    expect(table.stdout).toContain("2 no mask of this case (NOT_ANNOTATED)");
    expect(table.stdout).toContain("4/4, 3 paired");
    expect(readFileSync(at("part-run", "rows.csv"), "utf8")).not.toContain("NaN");
    await pgt([...argv.slice(0, -2), "--report", at("part.html"), "--quiet"]);
    const page = readFileSync(at("part.html"), "utf8");
    const caution = page.slice(
      page.indexOf("Before you conclude</h2>"),
      page.indexOf("Generators and organs"),
    );
    expect(caution).toContain("part has no mask of case");
    expect(caution).toContain("W-CASES");
    expect(readFileSync(at("part-run", "rows.csv"), "utf8")).toContain(
      "case_2,1,1,dice,reference,1,part,1,,,NOT_ANNOTATED",
    );
  });

  it("drops a label that a generator cannot produce, and shows what that does", async () => {
    const map = file("one.yaml", "1: organ_a\n");
    const all = file("both.yaml", "1: organ_a\n2: organ_b\n");
    const maps = [`reference=${all}`, `same=${map}`, `smaller=${all}`].flatMap((one) => ["--map", one]);
    const { document } = await quality(
      ...folders("reference", { same: "same", smaller: "smaller" }),
      ...maps,
      "--out",
      at("drop"),
    );
    expect(document.droppedLabels).toEqual([
      expect.objectContaining({ name: "organ_b", lackedBy: ["same"], reason: "organ_b: not in same" }),
    ]);
    expect(document.cells.map(({ mean }: Cell) => mean)).toEqual([1, 1]);
    expect(document.sensitivity).toEqual([
      expect.objectContaining({
        generator: "smaller",
        mean: 1,
        withDropped: expect.closeTo((1 + 54 / 91) / 2, 12),
      }),
    ]);
    const rows = readFileSync(at("drop", "rows.csv"), "utf8");
    expect(rows).toContain("organ_b,dice,reference,1,same,1,,,NOT_IN_LABELSET");
  });

  it("differences of generators are those of the table, whatever one of them invents", async () => {
    mkdirSync(at("lesions"));
    for (const id of ["truth", "careful", "inventive"]) {
      mkdirSync(at("lesions", id));
      for (let c = 0; c < 6; c++) {
        const values = cube(0, id === "careful" ? 3 : 4, 1);
        const hasLesion = id === "inventive" || c % 2 === 0;
        if (hasLesion)
          cube(4, id === "careful" ? 7 : 8, 2).forEach((label, at) => void (values[at] ||= label));
        writeMask(at("lesions", id, `c${c}.nii.gz`), { values });
      }
    }
    const { document } = await quality(
      ...folders("lesions/truth", { careful: "lesions/careful", inventive: "lesions/inventive" }),
    );
    const [careful, inventive] = document.cells.map(({ mean }: Cell) => mean);
    // Half of the inventive one's lesions are worth 0; the careful one's are smaller by a voxel on each side.
    expect(inventive).toBeCloseTo((1 + 0.5) / 2, 12);
    expect(document.comparisons[0].difference).toBeCloseTo(careful - inventive, 14);
    expect(document.comparisons[0]).toMatchObject({ n: 6, paired: 6 });
  });

  describe("regions", () => {
    const regions = { kidney: [1, 2, 3], masses: [2, 3], tumor: 2 };
    const means = ({ organs }: { organs: Organ[] }) =>
      Object.fromEntries(organs.map(({ name, mean }) => [name, mean]));
    const whole = { kidney: 1, masses: 1, tumor: 1 };

    beforeAll(() => {
      const ids = { Dataset009_Parts: [1, 2, 3], renumbered_parts: [5, 7, 9] };
      for (const [id, numbers] of Object.entries(ids)) {
        const masks = id.startsWith("Dataset") ? at(id, "labelsTr") : at(id);
        mkdirSync(masks, { recursive: true });
        for (let c = 0; c < 3; c++) {
          const values = cube(0, 3, numbers[0]!);
          for (const [start, stop, label] of [
            [3, 5, numbers[1]!],
            [5, 8, numbers[2]!],
          ] as const) {
            cube(start, stop, label).forEach((one, voxel) => void (values[voxel] ||= one));
          }
          writeMask(`${masks}/c${c}.nii.gz`, { values });
        }
      }
      const text = JSON.stringify({ labels: { background: 0, ...regions }, regions_class_order: [1, 3, 2] });
      writeFileSync(at("Dataset009_Parts", "dataset.json"), text);
      file("regions.json", text);
      file("parts.json", JSON.stringify({ labels: { background: 0, kidney: 1, tumor: 2, cyst: 3 } }));
    });

    it("of the reference are united from the ordinary labels of a generator, which is said", async () => {
      const { document } = await quality(
        ...folders("Dataset009_Parts", { A: "Dataset009_Parts/labelsTr" }),
        ...["--names", `A=${at("parts.json")}`],
      );
      expect(means(document)).toEqual(whole);
      const said = document.warnings.filter(({ code }: { code: string }) => code === "W-REGION");
      expect(said.map(({ message }: { message: string }) => message)).toEqual([
        expect.stringContaining('A: "kidney" is a region (1, 2, 3)'),
        expect.stringContaining("compared as 2 tumor + 3 cyst"),
      ]);
    });

    it("are targets of a label map, and may overlap", async () => {
      const map = file("regions.yaml", "kidney: [5, 7, 9]\nmasses: [7, 9]\ntumor: [7]\n");
      const { document } = await quality(
        ...folders("Dataset009_Parts", { A: "renumbered_parts" }),
        ...["--map", `A=${map}`],
      );
      expect(means(document)).toEqual(whole);
      expect(document.settings.choices[9].chosen).toContain("masses = 7 + 9 in A");
    });

    it("of a dataset.json given by name for a plain folder hold", async () => {
      const { document } = await quality(
        ...folders("Dataset009_Parts/labelsTr", { A: "Dataset009_Parts/labelsTr" }),
        ...["--names", `reference=${at("regions.json")}`],
      );
      expect(means(document)).toEqual(whole);
      rmSync(at("Dataset009_Parts", "dataset.json"));
      const plain = await quality(
        ...folders("Dataset009_Parts/labelsTr", { A: "Dataset009_Parts/labelsTr" }),
        ...["--names", `reference=${at("regions.json")}`],
      );
      expect(means(plain.document)).toEqual(whole);
    });

    it("of a generator alone are not taken over without a word", async () => {
      const { document } = await quality(
        ...folders("renumbered_parts", { A: "renumbered_parts" }),
        ...["--names", `A=${at("regions.json")}`],
      );
      expect(codesOf(document)).toContain("W-REGION");
    });
  });

  it("warns of a generator that saw the reference", async () => {
    const argv = folders("reference", { same: "same", smaller: "smaller" });
    const { document } = await quality(...argv, "--prompted", "smaller");
    expect(document.warnings).toContainEqual(
      expect.objectContaining({ code: "W-PROMPT", generator: "smaller" }),
    );
  });

  it("goes on from its run directory, with other choices of aggregation too", async () => {
    const argv = [...folders("reference", { smaller: "smaller" }), "--out", at("again")];
    const first = await quality(...argv);
    rmSync(at("again", "run.json"));
    const second = await quality(...argv, "--ddof", "0", "--order", "case");
    expect(second.document.cells[0].mean).toBeCloseTo(first.document.cells[0].mean, 12);
    expect(second.document.settings).toMatchObject({ ddof: 0, order: "case" });
    const other = await pgt(["quality", ...argv, "--metrics", "jaccard"]);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain("holds a run with other settings");
  });
});

describe("pgt quality of manifests", () => {
  const manifest = (name: string, more = "") =>
    file(
      `${name}.yaml`,
      `pgt: 1\nname: ${name}\nlabels: { 1: liver, 2: spleen }\nentities:
  - { id: truth, role: reference, masks: "reference/{case}.nii.gz" }
  - { id: same, role: generator, masks: "same/{case}.nii.gz" }
  - { id: smaller, role: generator, masks: "smaller/{case}.nii.gz"${more} }
  - { id: anna, role: rater, masks: "reference/{case}.nii.gz" }\n`,
    );

  it("makes one table of several datasets, and a folder for each", async () => {
    const { document, stderr } = await quality(manifest("one"), manifest("two"), "--out", at("several"));
    expect(document.cells.map(({ dataset, generator }: Cell) => `${dataset} ${generator}`)).toEqual([
      "one same",
      "one smaller",
      "two same",
      "two smaller",
    ]);
    expect(stderr).toContain(
      "anna is a rater: quality compares generators with a reference, so it is left out.",
    );
    expect(readdirSync(at("several"))).toEqual(
      expect.arrayContaining(["one", "two", "quality.csv", "run.json"]),
    );
    expect(readdirSync(at("several", "two"))).toEqual(
      expect.arrayContaining(["rows.csv", "rows.parquet", "organs.csv"]),
    );
    const { stdout } = await pgt(["quality", at("one.yaml"), at("two.yaml"), "--format", "latex"]);
    expect(stdout).toContain("\\multicolumn{1}{c}{one} & \\multicolumn{1}{c}{two}");
  });

  it("takes a generator made from the reference for one that saw it", async () => {
    const { document } = await quality(manifest("prompted", ", derivedFrom: truth"));
    expect(document.warnings).toContainEqual(
      expect.objectContaining({ code: "W-PROMPT", generator: "smaller" }),
    );
  });
});

describe("what cannot be analysed", () => {
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
      "a contrast of strangers",
      () => [...folders("reference", { same: "same" }), "--contrast", "same,other"],
      'no generator "other"',
      2,
    ],
    [
      "a prompt of strangers",
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
            `twin${k}.yaml`,
            'pgt: 1\nname: twin\nentities:\n  - { id: t, role: reference, masks: "reference/{case}.nii.gz" }\n  - { id: a, role: generator, masks: "same/{case}.nii.gz" }\n',
          ),
        ),
      'both name the dataset "twin"',
      2,
    ],
  ])("%s", async (_, argv, message, expected) => {
    const { code, stdout, stderr } = await pgt(["quality", ...argv()]);
    expect({ code, stdout }, stderr).toEqual({ code: expected, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/ at .*\.js/);
  });
});

describe("summary.json of nnU-Net", () => {
  it("written, read back, gives the same quality", async () => {
    const argv = folders("reference", { same: "same", smaller: "smaller" });
    const { document } = await quality(
      ...argv,
      "--nnunet-summary",
      at("sum-{generator}.json"),
      "--nnunet-nan",
    );
    const summaries = ["same", "smaller"].flatMap((id) => ["--summary", `${id}=${at(`sum-${id}.json`)}`]);
    const again = await quality(...summaries);
    expect(again.document.cells.map(({ mean }: Cell) => mean)).toEqual(
      document.cells.map(({ mean }: Cell) => mean),
    );
  });
});

describe("summary.json written", () => {
  it("is named, and the cases that it lacks", async () => {
    cpSync(at("smaller"), at("lacking"), { recursive: true });
    rmSync(at("lacking", "case_1.nii.gz"));
    const argv = folders("reference", { lacking: "lacking", same: "same" });
    const { stderr } = await pgt(["quality", ...argv, "--nnunet-summary", at("lack-{generator}.json")]);
    expect(stderr).toContain(`wrote the summary of same to ${at("lack-same.json")}`);
    expect(stderr).toContain(`${at("lack-lacking.json")} lacks 1 case of the reference: case_1`);
    expect(stderr).not.toContain(`${at("lack-same.json")} lacks`);
    const { code, stdout } = await pgt([
      ...["quality", "--summary", `lacking=${at("lack-lacking.json")}`],
      ...["--summary", `same=${at("lack-same.json")}`, "--format", "json"],
    ]);
    expect(code).toBe(4);
    const { settings, warnings } = JSON.parse(stdout);
    for (const at of [6, 7]) expect(settings.choices[at].chosen).toContain("by nnU-Net's evaluator");
    expect(codesOf({ warnings })).toContain("W-CASES");
  });
});

describe("simulated study", () => {
  it("of 24 cases, 15 organs and 7 generators: ranks are those of the errors put in, whatever the workers", async () => {
    writeQualityMasks(at("simulated"), { cases: 24, organs: 15, generators: 7, shape: [48, 48, 32] });
    const ids = [1, 2, 3, 4, 5, 6, 7].map((k) => `g${k}`);
    const argv = folders("simulated/reference", Object.fromEntries(ids.map((id) => [id, `simulated/${id}`])));
    const { document } = await quality(
      ...argv,
      "--metrics",
      "dice,nsd@1",
      "--jobs",
      "2",
      "--contrast",
      ids.join(","),
    );
    for (const metric of ["dice", "nsd@1"]) {
      const cells = document.cells.filter((cell: Cell & { metric: string }) => cell.metric === metric);
      expect(cells.map(({ rank }: { rank: number }) => rank)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(
        cells.every(({ n, expected }: { n: number; expected: number }) => n === 360 && expected === 360),
      ).toBe(true);
    }
    expect(document.cells[0].interval.method).toBe("bca");
    expect(document.contrasts).toHaveLength(14);
    const one = await quality(...argv, "--metrics", "dice,nsd@1", "--jobs", "1", "--contrast", ids.join(","));
    expect(one.document).toEqual(document);
  });
});

describe.skipIf(!hasData)(`real masks${hasData ? "" : " (skipped: ../shared/data is missing)"}`, () => {
  const names = { reference: "example_seg", fast: "example_seg_fast", body: "example_seg_fast_body_seg" };
  const argv = () => folders("ts/reference", { fast: "ts/fast", body: "ts/body" });
  const golden = () => JSON.parse(readFileSync(`${dataFolder}/golden/nnunet-ts.json`, "utf8"));

  beforeAll(() => {
    for (const [id, name] of Object.entries(names)) {
      mkdirSync(at("ts", id), { recursive: true });
      symlinkSync(`${dataFolder}/totalsegmentator/${name}.nii.gz`, at("ts", id, "s0001.nii.gz"));
    }
  });

  it("have a table of organs by name, whose mean is that of the cell", async () => {
    const { document } = await quality(...argv(), "--metrics", "dice,nsd@3");
    const fast = document.organs.filter(
      ({ generator, metric }: Organ) => generator === "fast" && metric === "dice",
    );
    expect(fast).toHaveLength(41);
    const known = new Map(
      golden()
        .rows.filter(({ metric }: Organ) => metric === "dice")
        .map((row: { label: number; value: number }) => [row.label, row.value]),
    );
    for (const { label, mean, name } of fast as Organ[]) {
      expect(mean, name).toBeCloseTo(known.get(label) as number, 12);
      expect(name).toMatch(/^[a-zA-Z_0-9]+$/);
    }
    expect(document.cells[0].mean).toBeCloseTo(meanOf(fast.map(({ mean }: { mean: number }) => mean)), 12);
    expect(fast.find(({ name }: Organ) => name === "kidney_left").mean).toBeCloseTo(0.9731, 3);
    const missed = document.warnings.find(({ code }: { code: string }) => code === "W-EMPTY");
    expect(missed.message).toContain("lung_middle_lobe_right");
  });

  it("with kidneys and lungs merged by label maps: unions, not means of parts", async () => {
    const map = file(
      "merged.yaml",
      "kidneys: [kidney_left, kidney_right]\nlungs: [lung_upper_lobe_left, lung_lower_lobe_left, lung_upper_lobe_right, lung_middle_lobe_right, lung_lower_lobe_right]\nliver: liver\n",
    );
    const maps = ["reference", "fast"].flatMap((id) => ["--map", `${id}=${map}`]);
    const { document, stderr } = await quality(...argv(), ...maps);
    expect(document.droppedLabels.map(({ reason }: { reason: string }) => reason)).toEqual([
      "kidneys: not in body",
      "lungs: not in body",
    ]);
    expect(stderr).toContain("not in the label map of fast, left out: 1 spleen");
    const whole = await pgt([
      "quality",
      ...argv(),
      "--nnunet-summary",
      at("ts-{generator}.json"),
      "--nnunet-nan",
      "--quiet",
    ]);
    expect(whole.code).toBe(0);
    const { metrics } = JSON.parse(readFileSync(at("ts-fast.json"), "utf8")).metric_per_case[0];
    const parts = ["2", "3"].map((label) => metrics[label]);
    const sum = (field: string) => parts.reduce((total, part) => total + part[field], 0);
    const kidneys = document.organs.find(({ name }: Organ) => name === "kidneys");
    // Left and right do not touch: no voxel of one is taken for the other.
    expect(kidneys.mean).toBeCloseTo((2 * sum("TP")) / (2 * sum("TP") + sum("FP") + sum("FN")), 12);
  });

  it("only the generator merged: the reference's labels are named, and what to do", async () => {
    const map = file("kidneys.yaml", "kidneys: [kidney_left, kidney_right]\n");
    const { code, stderr } = await pgt(["quality", ...argv(), "--map", `fast=${map}`]);
    expect(code).toBe(3);
    expect(stderr).toContain('"kidneys" is no label of the reference');
    expect(stderr).toContain("--map reference=FILE");
  });

  it("summary.json has the values of nnU-Net's own evaluator", async () => {
    const { code, stderr } = await pgt([
      "quality",
      ...argv(),
      "--nnunet-summary",
      at("own-{generator}.json"),
    ]);
    expect(code, stderr).toBe(0);
    const summary = JSON.parse(readFileSync(at("own-fast.json"), "utf8"));
    const [{ metrics, prediction_file: prediction }] = summary.metric_per_case;
    expect(prediction).toBe(at("ts", "fast", "s0001.nii.gz"));
    const tool: Record<string, string> = { dice: "Dice", jaccard: "IoU" };
    const rows = golden().rows as { label: number; metric: string; value: number | null }[];
    expect(rows.length).toBeGreaterThan(50);
    for (const { label, metric, value } of rows) {
      if (value === null) expect(metrics[label][tool[metric]!]).toBeNull();
      else expect(metrics[label][tool[metric]!]).toBeCloseTo(value, 14);
    }
    expect(Object.keys(metrics)).toHaveLength(new Set(rows.map(({ label }) => label)).size);
  });
});
