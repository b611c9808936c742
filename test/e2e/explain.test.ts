import { describe, expect, it } from "vitest";
import { pgt } from "./run-pgt.ts";

const variants = async (metric: string) => {
  const { stdout } = await pgt(["explain", metric, "--format", "json"]);
  const { variants: all } = JSON.parse(stdout).example as {
    variants: { convention: string | null; boundary: string; percentile: string; value: number }[];
  };
  return (boundary: string, percentile: string) =>
    all.find((one) => one.boundary === boundary && one.percentile === percentile)?.value;
};

describe("explain computes what the tools give on its example (docs/methods/reference-values.md, case C)", () => {
  it("hd95", async () => {
    const value = await variants("hd95");
    expect(value("surfel", "inverse-ecdf")).toBeCloseTo(Math.SQRT2, 9);
    expect(value("border6", "linear")).toBeCloseTo(1.55724, 6);
    expect(value("border6", "pooled-linear")).toBeCloseTo(Math.SQRT2, 9);
    expect(value("border6", "inverse-ecdf")).toBeCloseTo(Math.sqrt(3), 9);
    const { stdout } = await pgt(["explain", "hd95"]);
    expect(stdout).toMatch(/monai +border6 +linear +1\.557 +\+0\.143/);
  });

  it("dice, masd and nsd@1", async () => {
    expect((await variants("dice"))("surfel", "inverse-ecdf")).toBeCloseTo(0.457143, 6);
    expect((await variants("masd"))("surfel", "inverse-ecdf")).toBeCloseTo(1.048521, 6);
    expect((await variants("nsd"))("surfel", "inverse-ecdf")).toBeCloseTo(0.839626, 6);
    expect((await variants("nsd@1"))("border6", "linear")).toBeCloseTo(0.730769, 6);
  });
});

describe("help and version", () => {
  it("are on stdout, exit code 0", async () => {
    expect((await pgt(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const argv of [["--help"], ["help", "interval"], ["compare", "-h"]]) {
      expect(await pgt(argv)).toMatchObject({ code: 0, stderr: "" });
    }
  });
});
