import { describe, expect, it } from "vitest";
import { commandHelp, generalHelp } from "../src/arguments/help.ts";
import { parse as parseWith } from "../src/arguments/parse.ts";
import { commands } from "../src/commands/index.ts";

const parse = (argv: readonly string[]) => parseWith(argv, commands);
const byName = commands.map((command) => [command.name, command] as const);

const optionsGiven = (...argv: string[]) => {
  const parsed = parse(argv);
  if (parsed.kind !== "run") throw new Error(`not a run: ${parsed.kind}`);
  return parsed.options;
};

describe("parse", () => {
  it("reads positionals and typed options in any order", () => {
    expect(parse(["compare", "--metrics", "dice, nsd@2", "a", "-j", "3", "b", "--quiet"])).toEqual({
      kind: "run",
      command: commands.find(({ name }) => name === "compare"),
      positionals: ["a", "b"],
      options: { metrics: ["dice", "nsd@2"], jobs: 3, quiet: true },
    });
  });

  it("reads label ids, ranges without repetition, and a file", () => {
    expect(optionsGiven("compare", "a", "b", "--labels", "7,1-3,2").labels).toEqual([7, 1, 2, 3]);
    expect(optionsGiven("compare", "a", "b", "--labels=sub/dataset.json").labels).toBe("sub/dataset.json");
    const named = optionsGiven("compare", "a", "b", "-l", "1=left kidney, 2=tumour").labels;
    expect(named).toEqual({ 1: "left kidney", 2: "tumour" });
  });

  it("takes the spellings of nnU-Net", () => {
    const options = optionsGiven("compare", "a", "b", "-djfile", "dataset.json", "-np", "4", "-o", "out");
    expect(options).toEqual({ labels: "dataset.json", jobs: 4, out: "out" });
    expect(optionsGiven("compare", "a", "b", "-l", "1", "2", "3").labels).toEqual([1, 2, 3]);
  });

  it("keeps every --rater, with the first = as separator", () => {
    expect(optionsGiven("interval", "--rater", "a=x=y", "--rater", "b=z").rater).toEqual([
      { id: "a", folder: "x=y" },
      { id: "b", folder: "z" },
    ]);
  });

  it("reads the worst case", () => {
    const worst = (text: string) => optionsGiven("compare", "a", "b", "--worst-case", text)["worst-case"];
    expect(["diagonal", "none", "374"].map(worst)).toEqual(["diagonal", "none", 374]);
  });

  it("takes what follows -- as it stands", () => {
    expect(parse(["compare", "--", "-a", "--b"])).toMatchObject({ positionals: ["-a", "--b"] });
  });

  it.each([
    [["compair", "a", "b"], /unknown command 'compair'/, "pgt compare"],
    [["compare", "a", "b", "--metric", "dice"], /unknown option '--metric'/, "--metrics"],
    [["compare", "a", "b", "--bondary=surfel"], /unknown option '--bondary'/, "--boundary"],
    [["compare", "a", "b", "-x"], /unknown option '-x'/, "pgt compare --help"],
    [["compare", "a", "b", "--rater", "a=b"], /unknown option '--rater' of pgt compare/, undefined],
    [["compare", "a"], /missing: PREDICTION/, "pgt compare --help"],
    [["compare", "a", "b", "c"], /'c' is one too many/, "pgt compare --help"],
    [["compare", "a", "b", "--metrics"], /--metrics needs a value/, undefined],
    [["compare", "a", "b", "--metrics", "--quiet"], /'--quiet' looks like an option/, undefined],
    [["compare", "a", "b", "--quiet=yes"], /takes no value/, undefined],
    [["compare", "a", "b", "--jobs", "0"], /--jobs: expected a whole number/, undefined],
    [["compare", "a", "b", "--jobs", "2.5"], /--jobs: expected a whole number/, undefined],
    [["compare", "a", "b", "--jobs", "1", "--jobs", "2"], /--jobs is given twice/, undefined],
    [["compare", "a", "b", "--labels", "0,1"], /0 is the background/, undefined],
    [["compare", "a", "b", "--labels", "1=kidney,1=cyst"], /label 1 is named twice/, undefined],
    [["compare", "a", "b", "--labels", "1=kidney,tumour"], /ids with names .* found 'tumour'/, undefined],
    [["compare", "a", "b", "--labels", "5-2"], /runs backwards/, undefined],
    [["compare", "a", "b", "--labels", "1-4000000000"], /more than 100000 labels/, undefined],
    [["compare", "a", "b", "--labels", "liver"], /expected ids/, undefined],
    [["compare", "a", "b", "--format", "xml"], /expected one of table, json, csv, ndjson/, undefined],
    [["explain", "--format", "csv"], /prints table or json, not 'csv'/, undefined],
    [["compare", "a", "b", "--worst-case", "-3"], /looks like an option/, undefined],
    [["compare", "a", "b", "--worst-case=-3"], /expected diagonal, none or a distance/, undefined],
    [["interval", "--rater", "anna"], /expected ID=DIR/, undefined],
    [["--metrics", "dice"], /expected a command/, undefined],
  ])("refuses %j", (argv, message, advice) => {
    const error = (() => {
      try {
        return parse(argv);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ kind: "usage", message: expect.stringMatching(message) });
    if (advice !== undefined) expect(error).toMatchObject({ advice });
  });

  it.each(byName)("parses every example of %s", (_, command) => {
    for (const example of command.examples) {
      const argv = example.replace(/ > .*/, "").split(" ").slice(1);
      expect(parse(argv), example).toMatchObject({ kind: "run", command });
    }
  });
});

describe("help", () => {
  it.each(byName)(
    "of %s names every option and choice of the table and stays within 100 columns",
    (name, command) => {
      const text = commandHelp(command);
      for (const [option, spec] of Object.entries(command.options)) {
        expect(text).toContain(`--${option}`);
        for (const choice of spec.choices ?? []) expect(text).toContain(choice);
      }
      expect(Math.max(...text.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(parse([name, "--help"])).toEqual({ kind: "help", command });
      expect(parse(["help", name])).toEqual({ kind: "help", command });
    },
  );

  it("lists every command and exit code", () => {
    const text = generalHelp("1.2.3", commands);
    for (const { summary } of commands) expect(text).toContain(summary);
    expect(text).toMatch(/130 {2}interrupted/);
  });
});
