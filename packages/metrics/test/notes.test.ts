import { describe, expect, it } from "vitest";
import { foldNotes, type Note, noteText, sentenceOf } from "../src/index.ts";
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
    const message = "{file} lacks {cases}, which {table} has; {case}{other}.";
    const note: Note = { code: "N-MAP", file: "a", cases: ["1", "2"], table: "$& t", message };
    expect(noteText(note)).toBe("a lacks 1, 2, which $& t has; {case}{other}.");
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

it("has every code once", () => {
  const codes = [...Object.keys(warningCodes), ...Object.keys(oddityCodes)];
  expect(codes.every((code) => /^[WN]-[A-Z]+$/.test(code))).toBe(true);
  expect(Object.keys(warningCodes).every((code) => code.startsWith("W-"))).toBe(true);
});
