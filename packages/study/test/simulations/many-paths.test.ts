import { describe, expect, it } from "vitest";
import { readManifest } from "../../src/manifest/read-manifest.ts";
import { casePlaces } from "../../src/propose/case-place.ts";
import { proposeStudy } from "../../src/propose/propose-study.ts";
import { samplePaths } from "../../src/propose/sample-paths.ts";
import { splitPaths } from "../../src/propose/split-path.ts";

describe("50,000 paths", () => {
  const cases = Array.from({ length: 5000 }, (_, at) => `sub-${String(at).padStart(4, "0")}`);
  const raters = Array.from({ length: 10 }, (_, at) => `rater${at}`);
  const paths = raters.flatMap((rater) =>
    cases.map((id) => `derivatives/${rater}/${id}/ses-1/anat/${id}_ses-1_acq-a_run-1_label-x_dseg.nii.gz`),
  );

  it("are read as a few thousand would be", () => {
    const text = proposeStudy({ folder: "masks", name: "golden", files: paths, prefix: "", told: {} });
    expect(readManifest(text, "study.yaml").entities.map(({ id }) => id)).toEqual(raters);
    expect(text).toContain("; 5000 cases.");
  });

  it("are sampled with all masks of a case, and few places are looked at", () => {
    const sample = samplePaths(splitPaths(paths));
    expect(sample.length).toBeLessThanOrEqual(2000);
    const kept = new Map<string, number>();
    for (const { parts } of sample) kept.set(parts[2].text, (kept.get(parts[2].text) ?? 0) + 1);
    expect(new Set(kept.values())).toEqual(new Set([10]));
    expect(casePlaces(sample).length).toBeLessThan(100);
  });
});
