import { PgtError } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { type Finding, fuzz } from "./fuzz.ts";
import { keptCases } from "./kept-cases.ts";
import { readers } from "./readers.ts";

const MUTANTS = 200;

describe.each(readers)("$name", (reader) => {
  it("answers every mutant with a result or a typed error, in time", async () => {
    const findings: Finding[] = [];
    const counts = await fuzz(
      reader,
      20230418,
      (mutants) => mutants === MUTANTS,
      (finding) => findings.push(finding),
    );
    expect(findings).toEqual([]);
    expect(counts.typed + counts.accepted).toBe(MUTANTS);
    expect(counts.typed).toBeGreaterThan(0);
  });

  it.each(keptCases.filter((one) => one.reader === reader.name))("$name", async ({ bytes }) => {
    await expect(reader.read(bytes())).rejects.toBeInstanceOf(PgtError);
  });
});
