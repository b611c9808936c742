import { expect, it } from "vitest";
import { folderNames } from "../src/folder-names.ts";

const namesOf = (...ids: string[]) => [...folderNames(ids).values()];

it("keeps names that are safe, and leads nowhere else with those that are not", () => {
  expect(namesOf("BTCV_v1.2-a", "A B", "../../x", "..", ".", "a\\b", "")).toEqual([
    ...["BTCV_v1.2-a", "A-B", "..-..-x", "-", "--2", "a-b-2", "--3"],
  ]);
});
