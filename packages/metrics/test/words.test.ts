import { describe, expect, it } from "vitest";
import { fixed, listed, percent, percentOfSome, plural, someOf } from "../src/index.ts";

describe("words of messages", () => {
  it("counts", () => {
    expect([0, 1, 2].map((count) => plural(count, "case"))).toEqual(["0 cases", "1 case", "2 cases"]);
  });

  it("lists", () => {
    expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map((items) => listed(items))).toEqual([
      "",
      "a",
      "a and b",
      "a, b and c",
    ]);
    expect(listed(["a", "b", "c"], "or")).toBe("a, b or c");
  });

  it("cuts a long list, and counts the others", () => {
    expect(someOf(["a", "b", "c"], 3)).toBe("a, b, c");
    expect(someOf(["a", "b", "c", "d"], 3)).toBe("a, b, c and 1 more");
    expect(someOf(["a", "b", "c", "d", "e"], 3, "; ")).toBe("a; b; c; and 2 more");
  });

  it("rounds shares, but none and all only if they are", () => {
    expect([0, 0.004, 0.5, 0.996, 1].map((share) => percentOfSome(share))).toEqual([
      "0 %",
      "less than 1 %",
      "50 %",
      "more than 99 %",
      "100 %",
    ]);
    expect(percent(0.1234, 1)).toBe("12.3 %");
  });

  it("knows no minus zero", () => {
    expect([fixed(-0.0004, 3), fixed(-0.0006, 3)]).toEqual(["0.000", "-0.001"]);
  });
});
