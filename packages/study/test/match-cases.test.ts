import { InputError, noteText } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { singleCase } from "../src/cases/discover-cases.ts";
import { caseGaps, type Entity, matchCases } from "../src/cases/match-cases.ts";

function entity(id: string, ids: string[], session = 1): Entity {
  const folder = `data/${id}`;
  const cases = new Map(ids.map((name) => [name, { kind: "file", path: `${folder}/${name}.nii` }] as const));
  return { id, session, folder, cases };
}

describe("matchCases", () => {
  it("names what each entity lacks and what it alone has", () => {
    const match = matchCases([
      entity("anna", ["1", "2", "3"]),
      entity("ben", ["2", "3", "4"]),
      entity("m", ["3"]),
    ]);
    expect(match.cases).toEqual(["2", "3"]);
    expect(match.common).toEqual(["3"]);
    expect(match.entities.map(({ missing }) => missing)).toEqual([["4"], ["1"], ["1", "2", "4"]]);
    expect(match.entities.map(({ extra }) => extra)).toEqual([["1"], ["4"], []]);
    expect(caseGaps(match).map(noteText)).toEqual([
      "anna alone has 1 case, not compared: 1.",
      "ben alone has 1 case, not compared: 4.",
      "m lacks 1 case: 2.",
    ]);
  });

  it("says nothing if all have the same cases", () => {
    const match = matchCases([entity("a", ["x", "y"]), entity("a", ["y", "x"], 2)]);
    expect(match.common).toEqual(["x", "y"]);
    expect(caseGaps(match)).toEqual([]);
  });

  it("refuses two sides without a common case and shows an id of each", () => {
    const call = () => matchCases([entity("ref", ["case_01"]), entity("pred", ["case_01_0000"])]);
    expect(call).toThrow(InputError);
    expect(call).toThrow(/"case_01".*"case_01_0000" in data\/pred/);
  });

  it("refuses one entity that shares no case with the others", () => {
    const call = () => matchCases([entity("a", ["1"]), entity("b", ["1"]), entity("model", ["p1", "p2"])]);
    expect(call).toThrow(/data\/model: no case in common.*"p1" \(2 cases\).*"1" in data\/a/);
  });

  it("takes two single masks of different names for one case, named as the first", () => {
    const a = { id: "reference", session: 1, folder: "r.nii", ...singleCase("x/r.nii") };
    const files = new Map([["liver", "out/liver.nii.gz"]]);
    const source = { kind: "classes", path: "out", files } as const;
    const b = { id: "prediction", session: 1, folder: "out", ...singleCase("out", source) };
    const match = matchCases([a, b]);
    expect(match.common).toEqual(["r"]);
    expect(match.entities[1].cases.get("r")).toBe(source);
    expect(() => matchCases([a, entity("p", ["q"])])).toThrow(InputError);
  });
});
