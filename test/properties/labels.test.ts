import type { LabelData, LabelSpec, LabelVolume } from "@pgt/metrics";
import { describe, expect, it } from "vitest";
import { plainLabel } from "../oracles/labels.ts";
import type { Pair } from "../oracles/measure.ts";
import { pairOf, type Recipe, uniform } from "../oracles/random-pairs.ts";
import { boundaries, everything } from "../oracles/requests.ts";
import { volumeFrom } from "../oracles/volume-makers.ts";
import { expectEngineAgrees } from "./agreement.ts";
import { freshEngine } from "./engines.ts";

type Data = new (length: number) => LabelData;

const engine = await freshEngine();
const blobs: Recipe = { shape: [17, 13, 11], spacingMm: [1, 1.5, 2], labels: 5, texture: "blobs", seed: 5 };

/** The pair with every label replaced by an id of its own. */
function renamed({ reference, prediction }: Pair, ids: readonly number[], Ids: Data): Pair {
  const rename = (volume: LabelVolume): LabelVolume => {
    const data = new Ids(volume.data.length);
    volume.data.forEach((label, i) => {
      data[i] = ids[label];
    });
    return { ...volume, data };
  };
  return { reference: rename(reference), prediction: rename(prediction) };
}

function found(pair: Pair): number[] {
  return engine.measure(pair, everything({ needs: new Set(["counts"]) })).map(({ spec }) => spec.label);
}

describe.each([
  { name: "sparse ids, 16 bits", ids: [0, 7, 1001, 40000, 255, 256], Ids: Uint16Array },
  { name: "sparse ids, 32 bits", ids: [0, 7, 1001, 40000, 70000, 2 ** 31 - 1], Ids: Int32Array },
  { name: "ids beyond 2^31", ids: [0, 7, 1001, 40000, 2 ** 31, 2 ** 32 - 1], Ids: Uint32Array },
  { name: "negative ids, 16 bits", ids: [0, -1, -32768, 7, 32767, -7], Ids: Int16Array },
  { name: "negative ids, 32 bits", ids: [0, -1, -(2 ** 31), 7, 1001, -40000], Ids: Int32Array },
  { name: "the largest byte", ids: [0, 1, 254, 255, 128, 127], Ids: Uint8Array },
])("$name", ({ ids, Ids }) => {
  const pair = renamed(pairOf(blobs), ids, Ids);

  it.each(boundaries)("%s: the engine agrees with the oracle", (boundary) => {
    expectEngineAgrees(engine, pair, everything({ boundary }));
  });

  it("every id found, background excepted, in ascending order", () => {
    const present = new Set([...pair.reference.data, ...pair.prediction.data]);
    present.delete(0);
    expect(found(pair)).toEqual([...present].sort((a, b) => a - b));
  });
});

describe("300 labels", () => {
  const random = uniform(300);
  const label = () => Math.floor(random() * 301);
  const shape = [15, 13, 11] as const;
  const pair: Pair = {
    reference: volumeFrom(shape, [1, 1, 2], label, Uint16Array),
    prediction: volumeFrom(shape, [1, 1, 2], label, Uint16Array),
  };
  it.each(["surfel", "border6"] as const)("%s: the engine agrees with the oracle", (boundary) => {
    expectEngineAgrees(engine, pair, everything({ boundary }));
  });
  it("all are found", () => expect(found(pair)).toHaveLength(300));
});

describe.each([253, 254, 255, 256, 257])("%i labels, one of them ignored", (n) => {
  it.each([Uint16Array, Int32Array])("%o: the engine agrees with the oracle", (Ids) => {
    const random = uniform(n);
    const volume = () => volumeFrom([11, 9, 8], [1, 1, 2], () => 1 + Math.floor(random() * n), Ids);
    const pair = { reference: volume(), prediction: volume() };
    for (let id = 1; id <= n; id++) pair.reference.data[id] = pair.prediction.data[id + 40] = id;
    const labels = [1, 2, 127, 128, n - 1, n].map(plainLabel);
    expectEngineAgrees(engine, pair, everything({ boundary: "border6", ignoreLabel: 7, labels }));
  });
});

describe("structures other than plain labels", () => {
  const pair = pairOf(blobs);
  const region = (label: number, referenceIds: number[], predictionIds = referenceIds): LabelSpec => {
    return { label, name: `region ${label}`, referenceIds, predictionIds };
  };
  const sets: Readonly<Record<string, LabelSpec[]>> = {
    "regions that overlap": [region(1, [1, 2, 3]), region(2, [2, 3]), region(3, [3])],
    "a region beside a plain label": [plainLabel(1), region(9, [1, 4, 5])],
    "different ids in the two volumes": [region(1, [1], [2]), region(2, [2, 3], [1]), region(4, [5], [5, 4])],
    "a label that is in no volume": [plainLabel(2), plainLabel(99)],
    "an id listed that is in no volume": [region(1, [1, 77], [78, 1])],
    "in the order asked for": [plainLabel(4), plainLabel(1), plainLabel(3)],
    "the same label twice": [plainLabel(2), plainLabel(2)],
  };
  describe.each(Object.entries(sets))("%s", (_name, labels) => {
    it.each(boundaries)("%s: the engine agrees with the oracle", (boundary) => {
      expectEngineAgrees(engine, pair, everything({ boundary, labels }));
    });
  });

  it("an ignored label is not among those found", () => {
    const labels = engine.measure(pair, everything({ ignoreLabel: 2 })).map(({ spec }) => spec.label);
    expect(labels).not.toContain(2);
    expect(labels).toContain(1);
  });

  it("a region that holds the ignored label is the region without those voxels", () => {
    for (const boundary of boundaries) {
      const request = everything({ boundary, ignoreLabel: 2, labels: [region(1, [1, 2, 3])] });
      expectEngineAgrees(engine, pair, request);
    }
  });
});

describe("only what is asked for is measured", () => {
  it.each(["centroids", "surface", "bands"] as const)("%s", (need) => {
    const [{ measurement }] = engine.measure(pairOf(blobs), everything({ needs: new Set([need]) }));
    const others = (["centroids", "surface", "bands"] as const).filter((other) => other !== need);
    expect(measurement[need]).toBeDefined();
    for (const other of others) expect(measurement[other]).toBeUndefined();
  });
});
