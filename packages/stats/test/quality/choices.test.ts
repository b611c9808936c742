import { describe, expect, it } from "vitest";
import { choicesInWords, defaultQualityChoices, rmsSdMeaning } from "../../src/quality/quality-options.ts";

const measured = {
  boundary: "surfel",
  metrics: ["dice", "nsd@2"],
  tolerancesMm: { "nsd@2": 2 },
  worstCase: "the diagonal of the image",
  labels: "as the masks name them",
};

describe("the twelve ambiguities of docs/methods/label-quality.md", () => {
  it("each has its choice in words, with the defaults given there", () => {
    const words = choicesInWords(defaultQualityChoices, measured);
    expect(words.map(({ ambiguity }) => ambiguity)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const chosen = (ambiguity: number) => words[ambiguity - 1].chosen;
    expect(chosen(1)).toContain("left out");
    expect(chosen(2)).toContain("from the reference only: overlap 0");
    expect(chosen(4)).toContain("sample");
    expect(chosen(5)).toContain("times 100 only where displayed");
    expect(chosen(6)).toBe("nsd@2: 2 mm");
    expect(chosen(7)).toBe("surfel");
    expect(chosen(9)).toContain("eq. 2, then 4");
    expect(chosen(11)).toBe(rmsSdMeaning);
    expect(rmsSdMeaning).toContain("not a standard error");
  });

  it("change with the choices", () => {
    const defaults = choicesInWords(defaultQualityChoices, measured);
    const others = choicesInWords(
      { absent: "1", absentInReference: "skip", ddof: 0, order: "case" },
      measured,
    );
    const changed = others.filter(({ chosen }, at) => chosen !== defaults[at].chosen);
    expect(changed.map(({ ambiguity }) => ambiguity)).toEqual([1, 2, 4, 9]);
  });
});
