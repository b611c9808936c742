import { writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMask } from "./nifti-bytes.ts";
import { pgt, shell, temporaryFolder } from "./run-pgt.ts";

const folder = temporaryFolder();
const mask = () => folder.path("mask.nii.gz");
beforeAll(() => void writeMask(mask()));

describe("a wrong call ends with exit code 2 and one message", () => {
  it.each([
    [["compare"], /missing: REFERENCE, PREDICTION/],
    [["compar"], /unknown command 'compar'[\s\S]*try: pgt compare/],
    [["compare", "a", "b", "--metrix", "dice"], /unknown option '--metrix'[\s\S]*try: --metrics/],
    [["interval", "--rater", "a=b"], /two raters/],
    [["explain", "dise"], /dice/],
  ])("%j", async (argv, message) => {
    const { code, stdout, stderr } = await pgt(argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  it("an unknown metric: the nearest names are offered", async () => {
    const { code, stderr } = await pgt(["compare", mask(), mask(), "--metrics", "dice,hd59x"]);
    expect(code).toBe(2);
    expect(stderr).toContain("hd59x");
    expect((await pgt(["compare", mask(), mask(), "--metrics", "dicee"])).stderr).toMatch(
      /did you mean dice/i,
    );
  });

  it("nsd without a tolerance asks for one", async () => {
    const { code, stderr } = await pgt(["compare", mask(), mask(), "--metrics", "nsd"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/tolerance[\s\S]*nsd@/);
  });
});

describe("labels", () => {
  it("that are in no file are refused, exit code 3, with those that are there", async () => {
    const { code, stderr } = await pgt(["compare", mask(), mask(), "--labels", "7"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/7[\s\S]*found: 1/);
  });

  it("of which one is in no file still get their rows, and it is said", async () => {
    const { code, stdout, stderr } = await pgt([
      "compare",
      mask(),
      mask(),
      "--labels",
      "1,7",
      "-f",
      "ndjson",
      "-m",
      "dice",
    ]);
    expect(code, stderr).toBe(0);
    const rows = stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows.map(({ label, value, reason }) => ({ label, value, reason }))).toEqual([
      { label: 1, value: 1, reason: null },
      { label: 7, value: null, reason: "BOTH_EMPTY" },
    ]);
    expect(stderr).toContain("7");
  });

  it("in a dataset.json that is no JSON, or not there", async () => {
    writeFileSync(folder.path("dataset.json"), "{ labels");
    const broken = await pgt(["compare", mask(), mask(), "--labels", folder.path("dataset.json")]);
    expect(broken.code).toBe(3);
    expect(broken.stderr).toContain("dataset.json");
    expect((await pgt(["compare", mask(), mask(), "--labels", folder.path("no.json")])).code).toBe(3);
  });
});

describe.skipIf(process.platform !== "linux")(
  "output that cannot be written (Linux: /dev/full, pipes)",
  () => {
    it.each(["table", "json", "csv", "ndjson"])(
      "full disk, --format %s: one message, exit code 1",
      async (format) => {
        const { code, stderr } = await shell(
          `pgt compare ${mask()} ${mask()} --format ${format} > /dev/full`,
        );
        expect(code).toBe(1);
        expect(stderr).toBe("pgt: standard output: could not write: no space left on the device\n");
      },
    );

    it("a pipe that its reader closed, as head does: nothing is said, exit code 141", async () => {
      const { stdout, stderr } = await shell(`(sleep 0.2; pgt explain; echo "code $?" >&2) | true`);
      expect({ stdout, stderr }).toEqual({ stdout: "", stderr: "code 141\n" });
    });

    it.skipIf(process.platform !== "linux")(
      "a folder that the system denies: refused by name, exit code 1",
      async () => {
        const { code, stderr } = await pgt(["compare", mask(), mask(), "--out", "/proc/no-such-place"]);
        expect(code).toBe(1);
        expect(stderr).toContain("/proc/no-such-place: could not write");
      },
    );

    it("a run directory below a file: refused by name, exit code 1", async () => {
      const { code, stderr } = await pgt(["compare", mask(), mask(), "--out", `${mask()}/run`]);
      expect(code).toBe(1);
      expect(stderr).toContain("mask.nii.gz");
    });
  },
);
