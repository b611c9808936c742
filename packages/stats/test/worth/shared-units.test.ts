import { describe, expect, it } from "vitest";
import { sharedUnits } from "../../src/worth/shared-units.ts";

const units = (of: Readonly<Record<string, string>>) =>
  new Map(Object.entries(of).map(([version, letters]) => [version, new Set(letters)]));
const letters = (some: ReadonlySet<string>) => [...some].sort().join("");

describe("the cases that versions are compared over", () => {
  it.each([
    ["all", { a: "cdef", b: "cdef", c: "cdef" }, "cdef", []],
    ["those that all have, if at least half", { a: "cdef", b: "cde", c: "cdf" }, "cd", []],
    ["those of the others, if a version has fewer", { a: "cdef", b: "c", c: "cdef" }, "cdef", [["b", 1, 4]]],
    ["not the many that one version alone has", { a: "cdefghijk", b: "cd", c: "cd", d: "cd" }, "cd", []],
    ["of disjoint halves that of the first", { a: "cd", b: "ef" }, "cd", [["b", 2, 4]]],
    ["none of nobody", {}, "", []],
  ])("are %s", (_, given, shared, notCompared) => {
    const found = sharedUnits(units(given as Record<string, string>));
    expect(letters(found.shared)).toBe(shared);
    expect(found.notCompared.map(({ version, n, of }) => [version, n, of])).toEqual(notCompared);
  });
});
