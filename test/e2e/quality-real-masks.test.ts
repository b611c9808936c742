import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type Organ, quality, qualityFolder, warningOf } from "./quality-folder.ts";
import { dataFolder, hasData, pgt } from "./run-pgt.ts";

const { at, file, folders } = qualityFolder();

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!hasData)(
  `pgt quality of real masks${hasData ? "" : " (skipped: ../shared/data is missing)"}`,
  () => {
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
      expect(document.cells[0].mean).toBeCloseTo(meanOf(fast.map(({ mean }: Organ) => mean!)), 12);
      expect(fast.find(({ name }: Organ) => name === "kidney_left").mean).toBeCloseTo(0.9731, 3);
      const missed = warningOf(document, "W-EMPTY")!;
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
        if (value === null) expect(metrics[label][tool[metric]]).toBeNull();
        else expect(metrics[label][tool[metric]]).toBeCloseTo(value, 14);
      }
      expect(Object.keys(metrics)).toHaveLength(new Set(rows.map(({ label }) => label)).size);
    });
  },
);
