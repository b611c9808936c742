import { boundaries, conventionIds, emptiesPolicies, InputError, percentileMethods } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import type { Schema } from "../src/manifest/check-schema.ts";
import { lineageOf } from "../src/manifest/lineage.ts";
import { readManifest, studySchema } from "../src/manifest/read-manifest.ts";

const good = `pgt: 1
name: kidney raters
labels: { 1: kidney, 2: tumor }
metrics: [dice, nsd@2]
clusters: "^(P\\\\d+)_"
worstCase: 50
convention: { preset: monai, boundary: border6 }
entities:
  - { id: anna, role: rater, masks: "anna/{case}.nii.gz" }
  - { id: anna, role: rater, session: 2, masks: "anna-repeat/{case}.nii.gz" }
  - { id: 7, role: rater, masks: "seven/{case}.nii.gz", derivedFrom: net, group: seniors }
  - id: net
    role: model
    masks: "net/{case}.nii.gz"
    map: { kidney: [kidney_left, kidney_right], "9": tumor }
`;

function faultOf(text: string): string {
  try {
    readManifest(text, "study.yaml");
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).code).toBe("E_MANIFEST");
    return (error as InputError).message;
  }
  throw new Error("the manifest was accepted");
}

const entity = (text: string) =>
  `pgt: 1\nentities:\n  - { id: a, role: rater, masks: "a/{case}.nii" }\n  - ${text}\n`;

describe("a study manifest", () => {
  it("holds what it says", () => {
    const manifest = readManifest(good, "study.yaml");
    expect(manifest).toMatchObject({
      name: "kidney raters",
      metrics: ["dice", "nsd@2"],
      worstCase: 50,
      convention: { convention: "monai", boundary: "border6" },
    });
    expect(manifest.labels).toEqual(
      new Map([
        [1, "kidney"],
        [2, "tumor"],
      ]),
    );
    expect(manifest.clusterOf?.("P12_left")).toBe("P12");
    expect(manifest.clusterOf?.("other")).toBe("other");
    expect(manifest.entities.map(({ id, session }) => [id, session])).toEqual([
      ["anna", 1],
      ["anna", 2],
      ["7", 1],
      ["net", 1],
    ]);
    expect(manifest.entities[2]).toMatchObject({ derivedFrom: ["net"], group: "seniors" });
    expect(manifest.entities[3].map).toMatchObject({
      unions: [
        { target: "tumor", sources: [9] },
        { target: "kidney", sources: ["kidney_left", "kidney_right"] },
      ],
    });
  });

  it("may be JSON, tabs included", () => {
    const json = JSON.stringify(
      { pgt: 1, clusters: { "001": "P1" }, entities: [{ id: "a", role: "rater", masks: "{case}.nii" }] },
      null,
      "\t",
    );
    expect(readManifest(json, "study.json").clusterOf?.("001")).toBe("P1");
  });

  it.each([
    ["pgt: 2\nentities: []", "study.yaml: line 1: pgt: expected the version of the manifest: 1; found 2."],
    [
      "entities: []\n",
      "line 1: entities: expected a list of entities: one per set of masks; found an empty list.",
    ],
    ["pgt: 1\nname: x\n", "line 1: missing: entities"],
    ["pgt: 1\nentities:\n  - role: rater\n    masks: '{case}.nii'\n", "line 3: entities[0]: missing: id"],
    [
      entity('{ id: b, role: reader, masks: "b/{case}.nii" }'),
      'line 4: entities[1].role: expected what the entity is: one of rater, model, generator, reference, consensus; found "reader". Did you mean rater?',
    ],
    [
      entity('{ id: b, role: rater, mask: "b/{case}.nii" }'),
      "line 4: entities[1].mask: there is no such field. Did you mean masks?",
    ],
    [
      entity('{ id: b, role: rater, masks: "b/case.nii" }'),
      "line 4: entities[1].masks: expected the path of a mask with {case}",
    ],
    [
      entity('{ id: b, role: rater, session: 0, masks: "b/{case}.nii" }'),
      "line 4: entities[1].session: expected 1 (default) for the first annotation",
    ],
    [
      entity('{ id: a, role: rater, masks: "b/{case}.nii" }'),
      'line 4: entities[1].id: "a" has session 1 twice',
    ],
    [
      entity('{ id: a, role: model, session: 2, masks: "b/{case}.nii" }'),
      'line 4: entities[1].role: "a" is a rater above and a model here',
    ],
    [
      entity('{ id: b, role: rater, masks: "b/{case}.nii", kind: probabilities }'),
      'line 4: entities[1].kind: "b" is a rater: expected probabilities of a model alone',
    ],
    [
      entity('{ id: b, role: model, masks: "b/{case}.nii", kind: maps }'),
      "line 4: entities[1].kind: expected what the files of a model hold, labels (default) or probabilities",
    ],
    [
      `${entity('{ id: b, role: model, masks: "b/{case}.nii", kind: probabilities }')}  - { id: b, role: model, session: 2, masks: "c/{case}.nii" }\n`,
      'line 5: entities[2].kind: "b" has probabilities above and labels here: expected one kind',
    ],
    [
      entity('{ id: b, role: rater, masks: "b/{case}.nii", derivedFrom: c }'),
      'line 4: entities[1].derivedFrom: there is no entity "c"; the others are a',
    ],
    [
      entity('{ id: b, role: rater, masks: "b/{case}.nii", derivedFrom: b }'),
      "cannot be derived from itself",
    ],
    [
      entity('{ id: b, role: rater, masks: "b/{case}.nii", map: { left: kidney, right: kidney } }'),
      'line 4: entities[1].map.right: "left" and "right" both become "kidney". If their union is meant, write kidney: [left, right]',
    ],
    [
      `labels: { kidney: 1 }\n${entity('{ id: b, role: rater, masks: "{case}.nii" }')}`,
      'line 1: labels.kidney: expected a map of label id to name, found the key "kidney"',
    ],
    [
      `labels: { 1: kidney, 2: kidney }\n${entity('{ id: b, role: rater, masks: "{case}.nii" }')}`,
      'line 1: labels.2: "kidney" is the name of label 1 too',
    ],
    [
      `clusters: "P\\\\d+"\n${entity('{ id: b, role: rater, masks: "{case}.nii" }')}`,
      "line 1: clusters: the expression needs a group",
    ],
    [
      `clusters: "("\n${entity('{ id: b, role: rater, masks: "{case}.nii" }')}`,
      "line 1: clusters: not a regular expression",
    ],
    [
      `worstCase: far\n${entity('{ id: b, role: rater, masks: "{case}.nii" }')}`,
      'line 1: worstCase: expected diagonal or none: one of diagonal, none; found "far".',
    ],
    ["pgt: 1\nentities:\n  - { id: a, role: rater\n", "not valid YAML"],
    ["pgt: 1\npgt: 1\n", "line 2, column 1: not valid YAML (Map keys must be unique"],
    ["", "expected a study manifest"],
    ["- 1\n", "line 1: expected a study manifest"],
  ])("%j is refused: %s", (text, message) => {
    const fault = faultOf(text);
    expect(fault).toContain(message);
    expect(fault).toMatch(/^study\.yaml: line \d+/);
  });

  it("takes a union that is declared", () => {
    const text = entity(
      '{ id: b, role: rater, masks: "{case}.nii", map: { union: true, left: kidney, right: kidney } }',
    );
    expect(readManifest(text, "s.yaml").entities[1].map).toMatchObject({
      unions: [{ target: "kidney", sources: ["left", "right"] }],
    });
  });
});

describe("the published schema", () => {
  it("uses only what the validator knows", () => {
    const known = new Set([
      ...["$schema", "$id", "title", "$defs", "$ref", "description", "type", "const", "enum", "anyOf"],
      ...["required", "properties", "patternProperties", "additionalProperties", "items"],
      ...["minItems", "minLength", "minProperties", "minimum", "pattern"],
    ]);
    const keywords: string[] = [];
    const visit = (schema: Schema) => {
      keywords.push(...Object.keys(schema));
      const maps = [schema.properties, schema.patternProperties, schema.$defs];
      for (const one of maps.flatMap((map) => Object.values(map ?? {}))) visit(one);
      for (const one of schema.anyOf ?? []) visit(one);
      if (schema.items) visit(schema.items);
      if (typeof schema.additionalProperties === "object") visit(schema.additionalProperties);
    };
    visit(studySchema);
    expect(keywords.filter((keyword) => !known.has(keyword))).toEqual([]);
  });

  it("offers the conventions that there are", () => {
    const convention = studySchema.properties!.convention.anyOf![1].properties!;
    expect(studySchema.$defs!.preset.enum).toEqual(conventionIds);
    expect(convention.boundary.enum).toEqual(boundaries);
    expect(convention.percentile.enum).toEqual(percentileMethods);
    expect(convention.empties.enum).toEqual(emptiesPolicies);
  });
});

describe("lineage", () => {
  const entityOf = (id: string, role: "rater" | "model", derivedFrom: string[] = []) => ({
    ...{ id, role, session: 1, masks: { text: "" }, kind: "labels" as const, derivedFrom },
  });

  it("goes over several steps, ends in a circle, and names raters and models that are not compared", () => {
    const lineage = lineageOf([
      entityOf("a", "rater", ["b"]),
      entityOf("b", "rater", ["net"]),
      entityOf("net", "model", ["a"]),
      entityOf("c", "rater"),
    ]);
    expect(lineage.isDerived("a", "net")).toBe(true);
    expect(lineage.isDerived("c", "net")).toBe(false);
    expect(lineage.derivedFrom).toEqual({ a: ["b"], b: ["net"], net: ["a"] });
    expect(lineage.notes).toHaveLength(2);
    expect(lineage.notes[0].message).toContain("not compared");
  });
});
