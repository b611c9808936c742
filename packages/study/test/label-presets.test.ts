import { describe, expect, it } from "vitest";
import { labelPreset, labelPresetIds } from "../src/label-presets/label-presets.ts";
import { labelPresetMap, labelPresetMapIds } from "../src/label-presets/preset-maps.ts";
import { resolveLabelMap } from "../src/manifest/label-map.ts";
import { readLabelMapFile } from "../src/manifest/read-manifest.ts";
import { relabelVolume } from "../src/manifest/relabel.ts";

describe("label presets", () => {
  // docs/methods/label-quality.md: number of organs.
  it.each([
    ["btcv", 13],
    ["word", 16],
    ["amos22", 15],
    ["abdomenct-1k", 4],
    ["abdomenatlas-1.0", 9],
  ])("%s has the %i organs that the paper counts", (id, organs) => {
    expect([...labelPreset(id)!.names.keys()]).toEqual(Array.from({ length: organs }, (_, at) => at + 1));
  });

  it("tells the versions of one task apart", () => {
    expect(labelPreset("totalsegmentator-total")!.names.get(7)).toBe("pancreas");
    expect(labelPreset("totalsegmentator-total_v1")!.names.get(7)).toBe("aorta");
    expect(labelPreset("totalsegmentator-total")!.names.get(26)).toBe("vertebrae_S1");
    expect(labelPreset("totalsegmentator-total_v3")!.names.get(26)).toBe("vertebrae_L6");
    expect(labelPreset("totalsegmentator-total_mr")!.names.size).toBe(50);
  });

  it("counts on from a number where a task does not begin at 1", () => {
    const names = labelPreset("totalsegmentator-appendicular_bones_auxiliary")!.names;
    expect([...names.keys()]).toEqual([12, 13, 14, 15]);
  });

  it("every table has a source, and no name twice or empty", () => {
    for (const id of labelPresetIds()) {
      const { names, source } = labelPreset(id)!;
      expect(source.length, id).toBeGreaterThan(20);
      expect(new Set(names.values()).size, id).toBe(names.size);
      expect(
        [...names.values()].every((name) => name.trim() === name && name !== ""),
        id,
      ).toBe(true);
    }
    expect(labelPreset("total")).toBeUndefined();
  });
});

describe("maps between presets", () => {
  const tasks = ["total", "total_v1", "total_v3", "total_mr"].map((task) => `totalsegmentator-${task}`);

  it.each(labelPresetMapIds())("%s names labels that both sides have", (id) => {
    const { to, yaml } = labelPresetMap(id)!;
    const map = readLabelMapFile(yaml, id);
    const resolved = resolveLabelMap(map, labelPreset(to)!.names);
    for (const task of tasks) {
      const known = new Set(labelPreset(task)!.names.values());
      for (const { sources } of resolved.unions) {
        for (const source of sources) expect(known, `${task}: ${source}`).toContain(source);
      }
    }
  });

  // docs/methods/label-quality.md: prostate (AMOS) and rectum (WORD) are excluded, all others are kept.
  it("covers every organ but the two that the paper excludes", () => {
    const lacking = labelPresetMapIds().flatMap((id) => {
      const { to, yaml } = labelPresetMap(id)!;
      const targets = new Set(readLabelMapFile(yaml, id).unions.map(({ target }) => target));
      return [...labelPreset(to)!.names.values()].filter((name) => !targets.has(name));
    });
    expect(lacking.sort()).toEqual(["prostate/uterus", "rectum"]);
  });

  it("unites both kidneys for AbdomenCT-1K", () => {
    const { yaml } = labelPresetMap("totalsegmentator-to-abdomenct-1k")!;
    const map = resolveLabelMap(readLabelMapFile(yaml, "map"), labelPreset("abdomenct-1k")!.names);
    const volume = {
      data: Uint8Array.of(0, 1, 2, 3, 5, 7, 9),
      shape: [7, 1, 1],
      spacingMm: [1, 1, 1],
    } as const;
    const names = labelPreset("totalsegmentator-total")!.names;
    const { data } = relabelVolume(volume, { id: "ts", names, map });
    expect([...data]).toEqual([0, 3, 2, 2, 1, 4, 0]);
  });
});
