import { cpSync, rmSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Cell, codesOf, quality, qualityFolder } from "./quality-folder.ts";
import { pgt } from "./run-pgt.ts";

const { at, folders } = qualityFolder();

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

  it("written is named, and the cases that it lacks", async () => {
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
