import { registry, uncertaintyRegistry } from "@pgt/metrics";
import { expect, it } from "vitest";
import { literalsOf, rooms } from "./source-files.ts";

/** A metric as it is written: `dice`, `nsd@2`, `hd95`. */
const written = new RegExp(
  `^(${[...registry, ...uncertaintyRegistry].map(({ id }) => id).join("|")})(@.*|\\d+(\\.\\d+)?)?$`,
);

it("a metric has one home: no other package names one in a literal", () => {
  const found = rooms()
    .filter(({ name }) => name !== "metrics")
    .flatMap(({ sources }) => sources)
    .flatMap((path) =>
      literalsOf(path)
        .filter((text) => written.test(text))
        .map((text) => `${path}: "${text}"`),
    );
  expect(found).toEqual([]);
});
