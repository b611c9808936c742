import { describe, expect, it } from "vitest";
import { csvText } from "../src/documents/table.ts";

describe("tables as CSV", () => {
  it("hold names as they are, since programs join tables by them: SECURITY.md says how to open those of others", () => {
    const names = ["=1+1", "+x", "-y", "@z", 'a "b", c'];
    const text = [
      ...csvText(
        ["case", "value"],
        names.map((name) => ({ case: name, value: -0.5 })),
      ),
    ].join("");
    expect(text.split("\n")).toEqual([
      "case,value",
      "=1+1,-0.5",
      "+x,-0.5",
      "-y,-0.5",
      "@z,-0.5",
      '"a ""b"", c",-0.5',
      "",
    ]);
  });
});
