import { expect } from "vitest";
import { attributesOf, type Page } from "./page.ts";

const loading = "script link img iframe object embed video audio source form image use".split(" ");

/** Asserts that nothing in the page loads, runs or leads away. */
export function expectSelfContained({ elements }: Page): void {
  const tags = new Set(elements.map(({ tagName }) => tagName));
  expect(loading.filter((tag) => tags.has(tag))).toEqual([]);
  for (const element of elements) {
    for (const [name, value] of attributesOf(element)) {
      expect(name).not.toMatch(/^on|^(src|srcset|action|data|xlink:href)$/);
      if (name === "href") expect(value).toMatch(/^#[a-z-]+$/);
      expect(value).not.toMatch(/javascript:|https?:/);
    }
  }
}
