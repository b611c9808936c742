import { mkdirSync, writeFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { writeMask } from "./nifti-bytes.ts";
import { pgt, temporaryFolder } from "./run-pgt.ts";

/** Words that every plain object answers to. */
const words = ["__proto__", "constructor", "toString", "valueOf"];
const folder = temporaryFolder();

beforeAll(() => {
  for (const [at, word] of words.entries()) {
    mkdirSync(folder.path(word));
    for (const id of [1, 2, 3]) writeMask(folder.path(word, `c${id}.nii.gz`), {}, 1 + (at % 2), 4 + id);
  }
});

const option = (name: string, ids: readonly string[]) =>
  ids.flatMap((id) => [`--${name}`, `${id}=${folder.path(id)}`]);

async function document(argv: readonly string[]) {
  const { code, stdout, stderr } = await pgt([...argv, "-m", "dice", "-f", "json"]);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}

describe("what every object has is an id like any other", () => {
  it("of raters, repeats and models", async () => {
    const argv = [...option("rater", words.slice(0, 2)), ...option("model", words.slice(2))];
    const { entities, bounds, models } = await document([
      ...["interval", ...argv],
      ...["--repeat", `__proto__=${folder.path("toString")}`],
    ]);
    expect(entities.map(({ id }: { id: string }) => id).sort()).toEqual(["__proto__", ...words].sort());
    expect(bounds[0].inter).toMatchObject({ n: 3, pairs: 1 });
    expect(models.map(({ model }: { model: string }) => model)).toEqual(words.slice(2));
  });

  it("of entities of a manifest, derived ones too", async () => {
    const entities = words.map((id, at) => ({
      ...{ id, role: at < 3 ? "rater" : "model", masks: `${id}/{case}.nii.gz` },
      ...(at === 0 && { derivedFrom: ["constructor"] }),
    }));
    writeFileSync(folder.path("study.yaml"), JSON.stringify({ pgt: 1, entities }));
    const { models, bounds } = await document(["interval", folder.path("study.yaml")]);
    expect(models.map(({ model }: { model: string }) => model)).toEqual(["valueOf"]);
    expect(bounds[0].inter.pairs).toBe(2);
  });

  it("of generators", async () => {
    const argv = [
      "quality",
      "--reference",
      folder.path("valueOf"),
      ...option("generator", words.slice(0, 3)),
    ];
    const { cells } = await document(argv);
    expect(cells.map(({ generator }: { generator: string }) => generator).sort()).toEqual(
      words.slice(0, 3).sort(),
    );
  });
});
