import { createHash } from "node:crypto";
import type { Note } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { oddityCodes, warningCodes } from "../../metrics/src/notes/note-codes.ts";
import { intervalPage } from "../src/interval/interval-page.ts";
import { worstAgreeingCases } from "../src/interval/worst-cases.ts";
import { pageHtml } from "../src/page/page.ts";
import { studyInput } from "./study.ts";

const hash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 10);

/** Ids that sit inside each other, hold characters of patterns and of HTML, or are mere digits. */
const cases = ["Müller_1957-03-02", "Müller_1957-03-02.b", "a+b (left)", "O'Neill & <Sons>", "17"];

const folder = "/data/St. Mary/anna";

/** Every code, with a case that was never compared and a file that is not in the list of inputs. */
const notesOfEveryKind = [...Object.keys(oddityCodes), ...Object.keys(warningCodes)].flatMap(
  (code): Note[] => [
    {
      ...{
        code: code as Note["code"],
        entity: "anna",
        message: "{entity} lacks {cases}, as {table} says ({reason}).",
      },
      ...{ cases: ["a+b (left)", "never-compared"], remarks: ["fold 0", "fold 0.17"] },
      ...{ table: `${folder}/names.tsv`, reason: `${folder}/Unlisted_Patient.nii.gz: is cut off` },
    },
    {
      code: code as Note["code"],
      file: `${folder}/Müller_1957-03-02.nii.gz`,
      message: "sform and qform differ.",
    },
    { code: code as Note["code"], case: "case-of-nobody", message: "left out." },
  ],
);

describe("an anonymous report", () => {
  const study = studyInput({ cases });
  const input = {
    ...study,
    title: "Study of Müller_1957-03-02",
    notes: notesOfEveryKind,
    agreement: { voxels: [], volumes: [], presence: [], notes: notesOfEveryKind },
    warnings: [
      ...study.warnings,
      { code: "W-LEAK", message: "trained on {cases}", cases: [cases[0]] } as const,
    ],
    failures: [{ case: "17", comparison: "anna/ben", message: `${folder}/17.nii.gz: is cut off` }],
    slices: worstAgreeingCases(study).map(({ case: id, label }) => ({
      case: id,
      label,
      name: "kidney",
      depth: 3,
      slices: [
        {
          index: 1,
          width: 2,
          height: 1,
          pixelMm: [1, 1] as const,
          disagreeing: 1,
          masks: [{ entity: "anna", session: 1, runs: [1, 1] }],
        },
      ],
    })),
    inputs: cases.map((id) => ({ path: `${folder}/${id}.nii.gz`, bytes: 1, sha256: "00" })),
  };
  const html = pageHtml(intervalPage(input, { anonymous: hash }));

  it("shows the ids without it, so that the test can fail", () => {
    const open = pageHtml(intervalPage(input));
    for (const leak of [
      "Müller_1957",
      "a+b (left)",
      "O&#39;Neill",
      "St. Mary",
      "Unlisted_Patient",
      "never-c",
      "of-nobody",
    ]) {
      expect(open).toContain(leak);
    }
  });

  it("leaks no case id, file or folder", () => {
    for (const leak of [
      "ller_1957",
      "a+b",
      "Neill",
      "Sons",
      "Mary",
      "Unlisted",
      "never-c",
      "of-nobody",
      ".nii",
      ".tsv",
      ">17<",
      " 17,",
      " 17.",
    ]) {
      expect(html).not.toContain(leak);
    }
  });

  it("has each case under its hash, the same everywhere, and leaves numbers alone", () => {
    for (const id of cases) expect(html).toContain(`case-${hash(id)}`);
    expect(html).toContain("(fold 0.17)");
  });

  it("keeps the numbers", () => {
    const texts = (page: string) => page.match(/0\.\d{3}/g)!.length;
    expect(texts(html)).toBe(texts(pageHtml(intervalPage(input))));
  });
});
