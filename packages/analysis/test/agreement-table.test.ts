import { presenceAgreement, volumeAgreement, voxelAgreement } from "@pgt/stats";
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import { tableFiles } from "../src/documents/table.ts";
import { agreementRecords, missingCoefficients } from "../src/documents.ts";
import { intervalTables } from "../src/interval/interval-document.ts";
import type { IntervalReport } from "../src/interval/interval-types.ts";

const raters = ["ada", "ben", "cem"];
const volume = (id: string, entity: string, volumeMl: number, session = 1) => ({
  ...{ case: id, label: 1, name: "liver", entity, session },
  ...{ volumeMl, areaMm2: null },
});
/** Cem has not read c2, and ada has read c1 twice. */
const masks = [
  ...[volume("c1", "ada", 3), volume("c1", "ben", 3.5), volume("c1", "cem", 2.5)],
  ...[volume("c2", "ada", 7), volume("c2", "ben", 8)],
  ...[volume("c3", "ada", 5), volume("c3", "ben", 5.25), volume("c3", "cem", 4)],
  volume("c1", "ada", 3.5, 2),
];
const votes = ["c1", "c2", "c3"].map((id) => ({
  ...{ case: id, label: 1, name: "liver", region: { name: "union", voxels: 40 } },
  patterns: [
    { ratings: [1, 1, id === "c2" ? null : 1], voxels: 30 },
    { ratings: [1, 0, id === "c2" ? null : 0], voxels: 10 },
  ],
}));
const agreement = {
  voxels: voxelAgreement(votes),
  volumes: volumeAgreement(masks, raters),
  presence: presenceAgreement(masks, raters),
  notes: [],
};
const records = agreementRecords(agreement);
const find = (coefficient: string, second: string | null = null) =>
  records.find((one) => one.coefficient === coefficient && one.second === second)!;

describe("the table of agreement", () => {
  it("has every coefficient with its interval, counts and unit", () => {
    const [volumes] = agreement.volumes;
    expect(find("ICC(2,1)")).toMatchObject({ value: volumes.icc.forms["2,1"].value, n: 3, expected: 3 });
    expect(find("variance of error")).toMatchObject({ value: volumes.icc.components!.error, unit: "mL²" });
    const { bias } = volumes.pairs[0].blandAltman.difference!;
    expect(find("mean difference", "ben")).toMatchObject({
      ...{ first: "ada", value: bias.estimate, low: bias.low, high: bias.high, unit: "mL", n: 3 },
    });
    expect(find("standard deviation of repeats", "ada")).toMatchObject({ value: Math.sqrt(0.125), n: 1 });
  });
  it("says why a value is missing, and why an interval", () => {
    expect(find("Fleiss kappa")).toMatchObject({ value: null, reason: "UNEQUAL_RATERS" });
    expect(find("Krippendorff alpha")).toMatchObject({
      reason: null,
      low: null,
      intervalReason: "TOO_FEW_CASES",
    });
    const said = missingCoefficients(records.filter(({ on }) => on === "voxels"));
    expect(said).toEqual([
      "liver: Fleiss kappa not given: the number of raters differs between units, which this coefficient does not allow",
      "liver: interval of Krippendorff alpha, Gwet AC1, GCI, positive agreement not given: too few cases",
    ]);
  });
  it("is written as CSV and as Parquet with the same columns", async () => {
    const report = {
      agreement,
      masks: [],
      bounds: [],
      models: [],
      modelsAsRaters: [],
      consensus: [],
    } as unknown as IntervalReport;
    const files = tableFiles(intervalTables, report);
    const [header, ...lines] = [...files["agreement.csv"]].join("").trim().split("\n");
    expect(lines).toHaveLength(records.length);
    const [bytes] = [...files["agreement.parquet"]] as Uint8Array[];
    const read = await parquetReadObjects({ file: bytes.slice().buffer });
    expect(Object.keys(read[0])).toEqual(header.split(","));
    expect(read).toEqual(
      records.map((one) => ({ ...one, label: 1 })).map((one) => expect.objectContaining({ ...one })),
    );
    const without = tableFiles(intervalTables, { ...report, agreement: undefined } as never);
    expect(Object.keys(without).filter((name) => name.startsWith("agreement"))).toEqual([]);
  });
});
