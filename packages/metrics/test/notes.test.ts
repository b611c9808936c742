import { describe, expect, it } from "vitest";
import { foldNotes, foldPlaces, type Note, noteText, sentenceOf } from "../src/index.ts";
import { oddityCodes, warningCodes } from "../src/notes/note-codes.ts";

const oblique = (file: string, more: Partial<Note> = {}): Note => ({
  code: "N-GRID",
  file,
  message: "axes are oblique.",
  ...more,
});

describe("a note in words", () => {
  it("is its sentence behind the file, or else the case", () => {
    expect(noteText(oblique("a.nii", { case: "c1", entity: "anna" }))).toBe("a.nii: axes are oblique.");
    expect(noteText({ code: "N-GRID", case: "c1", message: "left out." })).toBe("c1: left out.");
    expect(noteText({ code: "N-ABSENT", entity: "anna", message: "nothing." })).toBe("nothing.");
  });

  it("has the code if it is a warning", () => {
    const note: Note = { code: "W-REGION", file: "a.nii", message: "is a region." };
    expect(noteText(note)).toBe("a.nii: W-REGION: is a region.");
    expect(sentenceOf(note)).toBe("is a region.");
  });

  it("puts names where the message says, and then not before it", () => {
    const message = "{file} of {entity} lacks {cases}, which {table} has; {case}{other} ({reason}).";
    const names: Partial<Note> = { file: "a", entity: "anna", table: "$& t", reason: "cut off" };
    const note: Note = { code: "N-MAP", ...names, cases: ["1", "2"], remarks: ["", "odd"], message };
    expect(noteText(note)).toBe("a of anna lacks 1, 2 (odd), which $& t has; {case}{other} (cut off).");
  });

  it("lists five cases, and counts the others", () => {
    const note: Note = { code: "N-CASES", cases: [..."abcdefg"], message: "lacks {cases}." };
    expect(noteText(note)).toBe("lacks a, b, c, d, e and 2 more.");
  });

  it("begins with what was found", () => {
    const note: Note = { code: "W-CEIL", found: "the mean is 0.99", message: "Too near to 1." };
    expect(noteText(note)).toBe("W-CEIL: The mean is 0.99. Too near to 1.");
  });

  it("tells how many other masks it holds for", () => {
    expect(noteText(oblique("a.nii", { others: 1 }))).toBe("a.nii and 1 more: axes are oblique.");
    expect(noteText(oblique("a.nii", { others: 2 }))).toBe("a.nii and 2 other masks: axes are oblique.");
  });
});

describe("folding", () => {
  it("names two files each, and of more the first with the number of the others", () => {
    const odd = ["a.nii", "b.nii", "c.nii"].map((file) => oblique(file));
    const others = [
      oblique("x.nii", { message: "no orientation." }),
      oblique("C:\\y.nii", { message: "no orientation." }),
    ];
    const alone: Note = { code: "N-ABSENT", message: "labels 7: in no mask." };
    expect(foldNotes([odd[0], others[0], odd[1], odd[2], others[1], alone])).toEqual([
      { ...odd[0], others: 2 },
      ...others,
      alone,
    ]);
    expect(foldNotes(odd.slice(0, 2), 1).map(noteText)).toEqual(["a.nii and 1 more: axes are oblique."]);
  });

  it("takes what is said of a file twice once", () => {
    const twice = [oblique("a.nii", { case: "1" }), oblique("b.nii"), oblique("a.nii", { case: "1" })];
    expect(foldNotes(twice)).toEqual(twice.slice(0, 2));
  });

  it("keeps case and entity if they are the same in all", () => {
    const notes = ["1", "2", "3"].map((id) => oblique(`${id}.nii`, { case: id, entity: "anna" }));
    expect(foldNotes(notes)).toEqual([oblique("1.nii", { entity: "anna", others: 2 })]);
    expect(foldNotes([...notes, oblique("4.nii", { entity: "ben" })])).toEqual([
      oblique("1.nii", { others: 3 }),
    ]);
  });

  it("keeps apart what differs in code, label or table", () => {
    const notes = [
      oblique("1.nii", { label: 1 }),
      oblique("2.nii", { label: 2 }),
      oblique("3.nii", { code: "N-MAP" }),
      oblique("4.nii", { table: "t" }),
    ];
    expect(foldNotes(notes, 1)).toEqual(notes);
  });
});

describe("folding over labels and metrics", () => {
  const labels = [
    { label: 1, name: "liver" },
    { label: 2, name: "spleen" },
    { label: 3, name: "3" },
  ];
  const ceil = (label: number | null, metric: string | null, found?: string): Note => ({
    ...{ code: "W-CEIL", label, metric, message: "Too near to 1." },
    ...(found !== undefined && { found }),
  });

  it("puts labels of the same metrics together, and calls one without a name by its number", () => {
    const notes = [
      ceil(1, "dice"),
      ceil(2, "dice"),
      ceil(1, "hd95"),
      ceil(2, "hd95"),
      ceil(3, "dice"),
      ceil(4, null),
    ];
    expect(foldPlaces(notes, labels)).toEqual([
      {
        code: "W-CEIL",
        place: "liver, spleen (dice, hd95); label 3 (dice); label 4",
        message: "Too near to 1.",
      },
    ]);
  });

  it("says what was found at each place, unless it is the same", () => {
    expect(foldPlaces([ceil(1, "dice", "mean 0.99"), ceil(2, "dice", "mean 0.99")], labels)).toEqual([
      { code: "W-CEIL", place: "liver, spleen (dice)", message: "Mean 0.99. Too near to 1." },
    ]);
    expect(foldPlaces([ceil(1, "dice", "mean 0.99"), ceil(2, "dice", "mean 1")], labels)).toEqual([
      {
        code: "W-CEIL",
        place: "liver, spleen (dice)",
        message: "Too near to 1. Found: liver (dice): mean 0.99; spleen (dice): mean 1.",
      },
    ]);
  });

  it("makes one of 300, and names the first ones", () => {
    const notes = Array.from({ length: 300 }, (_, at) => ceil(at + 1, "dice", `mean 0.${at + 990}`));
    const folded = foldPlaces(notes, []);
    expect(folded).toHaveLength(1);
    expect(folded[0].place).toBe("label 1, label 2, label 3, label 4, label 5 and 295 more (dice)");
    expect(folded[0].message).toMatch(/label 5 \(dice\): mean 0\.994; and 295 more\.$/);
  });

  it("keeps apart other words and other sets of masks, in order", () => {
    const notes = [
      ceil(null, null),
      { ...ceil(1, null), entity: "anna" },
      { ...ceil(1, null), message: "Else." },
    ];
    expect(foldPlaces(notes, labels).map(({ place }) => place)).toEqual(["", "liver", "liver"]);
  });
});

it("has every code once", () => {
  const codes = [...Object.keys(warningCodes), ...Object.keys(oddityCodes)];
  expect(codes.every((code) => /^[WN]-[A-Z]+$/.test(code))).toBe(true);
  expect(Object.keys(warningCodes).every((code) => code.startsWith("W-"))).toBe(true);
});
