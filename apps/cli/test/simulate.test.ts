import type { DesignStudyOptions, SimulatedStudyOptions } from "@pgt/core";
import { describe, expect, it } from "vitest";
import { designReport, fakeLibrary, run, writtenStudy } from "./fakes.ts";

describe("pgt simulate", () => {
  it("prints a table of scenarios", async () => {
    const { code, stdout } = await run(["simulate", "--from", "run"]);
    expect(code).toBe(0);
    expect(stdout).toContain("1 kidney, dice");
    expect(stdout).toMatch(/current +2 +1 +12 +0\.0625 \[0\.0500, 0\.0750\] +— /);
    expect(stdout).toMatch(/one more rater +3 +1 +12 .*0\.2500 \[0\.1250, 0\.5000\]/);
    expect(stdout).toContain("- no rater annotated a case twice");
  });

  it("hands the sizes and the choice of rows on", async () => {
    let seen: DesignStudyOptions = {};
    const library = fakeLibrary({
      simulateDesign: async (from, options = {}) => {
        seen = options;
        return designReport({ from });
      },
    });
    const words =
      "simulate --from s.csv --raters 3 --sessions 2 --cases 32 --labels 1,2 --metrics dice --seed 5";
    expect((await run(words.split(" "), library)).code).toBe(0);
    expect(seen).toEqual({ raters: 3, sessions: 2, cases: 32, labels: [1, 2], metrics: ["dice"], seed: 5 });
  });

  it("prints JSON and CSV", async () => {
    const json = JSON.parse((await run(["simulate", "--from", "run", "--format", "json"])).stdout);
    expect(json).toMatchObject({
      schema: "pgt.simulate/2",
      from: "run",
      rows: [{ scenario: "current" }, {}],
    });
    const [head, first] = (await run(["simulate", "--from", "run", "-f", "csv"])).stdout.split("\n");
    expect(head).toContain("scenario,raters,sessions,cases,inter.fixedRaters.mean");
    expect(first).toBe("1,kidney,dice,,current,2,1,12,0.0625,0.05,0.075,,,,,,,,,,,,");
  });

  it("writes a study with the noise asked for", async () => {
    let seen: SimulatedStudyOptions = {};
    const library = fakeLibrary({
      writeSimulatedStudy: async (folder, options = {}) => {
        seen = options;
        return writtenStudy({ folder });
      },
    });
    const words =
      "simulate --out s --raters 4 --sigma 0.4 --tau 0.8 --mu=-0.3 --constant-share 0.2 --drop 2,0.5 --spurious 0.1 --slice-jitter 1";
    const { code, stdout } = await run(words.split(" "), library);
    expect(code).toBe(0);
    expect(stdout).toContain("pgt interval study/study.yaml");
    expect(seen).toMatchObject({
      raters: 4,
      noise: {
        sigmaMm: 0.4,
        tauMm: 0.8,
        muMm: -0.3,
        constantShare: 0.2,
        drop: { a: 2, b: 0.5 },
        spurious: { rate: 0.1 },
        sliceJitter: 1,
      },
    });
  });

  it.each([
    ["simulate", "needs --from"],
    ["simulate --from run --sigma 1", "--sigma is about simulated masks"],
    ["simulate --from run --raters a,b", "--raters: expected how many raters, such as 3, found 'a,b'"],
    ["simulate --out s --sigma 21", "--sigma: expected a number from 0 to 20, found '21'"],
    ["simulate --out s --drop 1", "--drop: expected two numbers such as 2,0.5, found '1'"],
    ["simulate --out s --metrics dice", "--metrics"],
    ["simulate --out s --format csv", "--format"],
    ["simulate --from run --labels dataset.json", "--labels"],
  ])("refuses '%s'", async (words, message) => {
    const { code, stderr } = await run(words.split(" "));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
