import { describe, expect, it } from "vitest";
import { firstLines, numberedTitle } from "../src/words.ts";

describe("firstLines", () => {
  it("counts the lines that are left out, and says where they are", () => {
    expect(firstLines(["a", "b", "c"], 2, " in the table")).toEqual(["a", "b", "and 1 more in the table"]);
    expect(firstLines(["a", "b"], 2)).toEqual(["a", "b"]);
  });
});

describe("numberedTitle", () => {
  it("does not say the number of an unnamed label twice", () => {
    expect(numberedTitle({ label: 1, name: "1" })).toBe("label 1");
    expect(numberedTitle({ label: 2, name: "kidney" })).toBe("2 kidney");
  });
});
