import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { cube, writeMask } from "./nifti-bytes.ts";
import { codesOf, type Organ, quality, qualityFolder } from "./quality-folder.ts";

const { at, file, folders } = qualityFolder();

describe("regions in pgt quality", () => {
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
        const values = cube(0, 3, numbers[0]);
        for (const [start, stop, label] of [
          [3, 5, numbers[1]],
          [5, 8, numbers[2]],
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
