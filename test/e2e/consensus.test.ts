import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { consensus, readLabelMap } from "@pgt/core";
import { writeNifti } from "@pgt/io";
import type { LabelVolume } from "@pgt/metrics";
import { beforeAll, describe, expect, it } from "vitest";
import { pgt, temporaryFolder } from "./run-pgt.ts";

const { path: at } = temporaryFolder();
const shape = [24, 20, 10] as const;
const affine = [1, 0, 0, -12, 0, 1, 0, 7, 0, 0, 2, 3, 0, 0, 0, 1];
const names = new Map([
  [1, "kidney"],
  [300, "tumor"],
]);

/** A ball of label 1 with one of label 300 inside, moved and grown. */
function balls(shift: number, radius: number, inner = 2.5, ids = [1, 300]): LabelVolume {
  const data = new Uint16Array(24 * 20 * 10);
  for (let i = 0; i < data.length; i++) {
    const [x, y, z] = [i % 24, Math.floor(i / 24) % 20, Math.floor(i / 480)];
    const distance = Math.hypot(x - 11 - shift, y - 10, 2 * (z - 5));
    data[i] = distance <= inner ? ids[1] : distance <= radius ? ids[0] : 0;
  }
  return { data, shape, spacingMm: [1, 1, 2], affine, labelNames: names };
}

function write(rater: string, id: string, volume: LabelVolume): void {
  mkdirSync(at(rater), { recursive: true });
  writeFileSync(at(rater, `${id}.nii.gz`), gzipSync(writeNifti(volume)));
}

const raterOptions = (...ids: string[]) => ids.flatMap((id) => ["--rater", `${id}=${at(id)}`]);

beforeAll(() => {
  for (const [k, id] of ["a", "b", "c"].entries()) {
    write("anna", id, balls(0, 6 + k / 2));
    write("ben", id, balls(1, 6 + k / 2));
    write("eva", id, balls(0, 6.5 + k / 2));
  }
  write("far", "a", { ...balls(0, 0, -1), labelNames: names });
  write("moved", "a", { ...balls(0, 6), affine: [1, 0, 0, -2, 0, 1, 0, 7, 0, 0, 2, 3, 0, 0, 0, 1] });
  write("left", "a", balls(-9, 2, 1));
  write("right", "a", balls(9, 2, 1));
});

describe("pgt consensus", () => {
  it("writes fused masks with the names and the place of the raters', tables and maps", async () => {
    const methods = "majority,staple,staple-multilabel,sba,median-sdf,expected-dice,at-least:2,simple";
    const out = at("out");
    const { code, stderr } = await pgt([
      ...["consensus", ...raterOptions("anna", "ben", "eva"), "--method", methods, "--maps", "--soft"],
      ...["--out", out, "--quiet"],
    ]);
    expect([code, stderr]).toEqual([0, ""]);
    for (const method of methods.split(",")) {
      const mask = await readLabelMap(join(out, "masks", method.replace(":", "-"), "b.nii.gz"));
      expect(mask.affine).toEqual(affine);
      expect([...mask.labelNames!]).toEqual([...names]);
      expect(new Set(mask.data)).toEqual(new Set([0, 1, 300]));
    }
    const run = JSON.parse(readFileSync(join(out, "run.json"), "utf8"));
    expect(run.schema).toBe("pgt.consensus/1");
    expect(run.cases).toHaveLength(3 * 2 * 8);
    expect(run.inputs).toHaveLength(9);
    for (const file of run.files) expect(existsSync(join(out, file)), file).toBe(true);
    expect(run.files).toContain("maps/deviation-ben/a.nii.gz");
    expect(readFileSync(join(out, "raters.csv"), "utf8").split("\n")[0]).toBe(
      "case,rater,label,name,sens,spec,ppv,kappa,biasMm,sdMm",
    );
    expect(readFileSync(join(out, "maps", "soft-300", "a.nii.gz")).length).toBeGreaterThan(0);
  });

  it("measures each rater: one that is larger has a positive bias", async () => {
    const report = await consensus({ raters: { anna: at("anna"), ben: at("ben"), eva: at("eva") } });
    const of = (rater: string) => report.raters.find((one) => one.rater === rater && one.label === 1)!;
    expect(of("eva").biasMm!).toBeGreaterThan(0.05);
    expect(of("anna").biasMm!).toBeLessThan(of("eva").biasMm!);
    expect(of("eva").sens).toBeGreaterThan(0.99);
    expect(of("ben").kappa!).toBeLessThan(of("eva").kappa!);
    expect(of("ben").sdMm!).toBeGreaterThan(of("eva").sdMm!);
  });

  it("gives undecided voxels a label that no mask holds", async () => {
    const out = at("undecided");
    const { code, stdout } = await pgt([
      ...["consensus", ...raterOptions("anna", "ben"), "--tie", "undecided", "--out", out],
      ...["--format", "json"],
    ]);
    expect(code).toBe(0);
    const document = JSON.parse(stdout);
    expect(document.settings.undecided).toBe(301);
    const mask = await readLabelMap(join(out, "masks", "majority", "a.nii.gz"));
    const undecided = Array.from(mask.data).filter((label) => label === 301).length;
    expect(undecided).toBeGreaterThan(0);
    expect(mask.labelNames!.get(301)).toBe("undecided");
    expect(mask.labelNames!.get(1)).toBe("kidney");
  });

  it("warns of what a method cannot do", async () => {
    const two = await pgt(["consensus", ...raterOptions("anna", "ben"), "--method", "staple"]);
    expect(two.stdout).toContain("W-TWORATERS");
    const one = [at("anna", "a.nii.gz"), at("eva", "a.nii.gz"), at("far", "a.nii.gz")];
    const args = one.flatMap((file, k) => ["--rater", `r${k}=${file}`]);
    const removed = await pgt(["consensus", ...args, "--method", "sba"]);
    expect(removed.stdout.replace(/\s+/g, " ")).toContain("Take median-sdf");
    expect(removed.code).toBe(0);
  });

  it("lets a group vote with less", async () => {
    const study = { raters: { anna: at("anna"), ben: at("ben"), eva: at("eva") } };
    const grouped = await consensus(study, { groups: { pair: ["anna", "eva"] }, groupWeight: "one" });
    const plain = await consensus(study);
    expect(grouped.cases[0].voxels).not.toBe(plain.cases[0].voxels);
    await expect(consensus(study, { groups: { pair: ["anna", "joe"] } })).rejects.toThrow(/found joe/);
  });

  it.each([
    ["one rater", () => raterOptions("anna"), 2, "needs two raters"],
    [
      "a method that there is not",
      () => [...raterOptions("anna", "ben"), "--method", "average"],
      2,
      "expected one of majority",
    ],
    [
      "a region that there is not",
      () => [...raterOptions("anna", "ben"), "--region", "near"],
      2,
      "union@5mm",
    ],
    ["maps without a folder", () => [...raterOptions("anna", "ben"), "--maps"], 2, "--maps needs --out"],
    [
      "another grid",
      () => ["--rater", `a=${at("anna", "a.nii.gz")}`, "--rater", `m=${at("moved", "a.nii.gz")}`],
      3,
      "does not lie on the grid",
    ],
    [
      "no overlap at all",
      () => ["--rater", `l=${at("left", "a.nii.gz")}`, "--rater", `r=${at("right", "a.nii.gz")}`],
      3,
      "no voxel of any case has the same label",
    ],
  ])("refuses %s", async (_, args, code, message) => {
    const result = await pgt(["consensus", ...args()]);
    expect(result.stderr.replace(/\s+/g, " ")).toContain(message);
    expect(result.code).toBe(code);
  });

  it("refuses a map of probabilities, and goes on with the other cases", async () => {
    const soft = at("out", "maps", "soft-1", "a.nii.gz");
    const refused = await pgt([
      "consensus",
      "--rater",
      `s=${soft}`,
      "--rater",
      `a=${at("anna", "a.nii.gz")}`,
    ]);
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain("soft-1");
  });

  it("has a page, also of a finished run, on which the fused outlines stand beside the raters'", async () => {
    const page = at("page.html");
    const args = ["consensus", ...raterOptions("anna", "ben", "eva"), "--method", "majority,sba"];
    const made = await pgt([...args, "--out", at("paged"), "--report", page, "--quiet"]);
    expect([made.code, made.stderr]).toEqual([0, ""]);
    const text = readFileSync(page, "utf8");
    for (const words of [
      "Raters on kidney",
      "Outlines of anna, ben, eva, majority, sba for",
      "entropy, slice",
    ]) {
      expect(text).toContain(words);
    }
    const again = await pgt(["report", at("paged"), "--anonymous", "--out", at("again.html"), "--quiet"]);
    expect([again.code, again.stderr]).toEqual([0, ""]);
    const anonymous = readFileSync(at("again.html"), "utf8");
    expect(anonymous).toContain("Outlines of anna, ben, eva, majority, sba for case-");
    expect(anonymous).not.toMatch(/for [abc], /);
  });

  it("is explained", async () => {
    expect((await pgt(["explain", "consensus"])).stdout).toContain("expected-dice");
    expect((await pgt(["explain", "at-least:2"])).stdout).toContain("N votes");
    expect(JSON.parse((await pgt(["explain", "staple", "--format", "json"])).stdout).method.id).toBe(
      "staple",
    );
  });
});
