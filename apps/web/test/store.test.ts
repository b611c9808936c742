import { describe, expect, it } from "vitest";
import { createStore } from "../src/shell/store.ts";

describe("the store", () => {
  it("replaces fields, keeps the others, and tells who listens", () => {
    const store = createStore({ a: 1, b: "x" });
    const before = store.get();
    const seen: number[] = [];
    const end = store.subscribe(() => seen.push(store.get().a));
    store.set({ a: 2 });
    end();
    store.set({ a: 3 });
    expect(seen).toEqual([2]);
    expect(store.get()).toEqual({ a: 3, b: "x" });
    expect(before).toEqual({ a: 1, b: "x" });
  });

  it("lets a listener leave while all are told", () => {
    const store = createStore({ a: 0 });
    const seen: string[] = [];
    const end = store.subscribe(() => {
      seen.push("first");
      end();
    });
    store.subscribe(() => seen.push("second"));
    store.set({ a: 1 });
    expect(seen).toEqual(["first", "second"]);
  });
});
