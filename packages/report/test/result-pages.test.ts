import { describe, expect, it } from "vitest";
import { anonymousComparison, comparePage } from "../src/compare/compare-page.ts";
import { anonymousResult } from "../src/page/anonymise.ts";
import { pageHtml } from "../src/page/page.ts";
import { qualityPage } from "../src/quality/quality-page.ts";
import type { QualityPageInput } from "../src/quality/quality-page-input.ts";
import { rankPage } from "../src/rank/rank-page.ts";
import type { RankPageInput } from "../src/rank/rank-page-input.ts";
import { worthPage } from "../src/worth/worth-page.ts";
import type { WorthPageInput } from "../src/worth/worth-page-input.ts";
import { attributesOf, parsePage } from "./page.ts";
import { compareInput, qualityInput, rankInput, strangeName, worthInput } from "./result-inputs.ts";
import { expectSelfContained } from "./self-contained.ts";

const pages = {
  comparison: () => pageHtml(comparePage(compareInput())),
  quality: () => pageHtml(qualityPage(qualityInput())),
  ranking: () => pageHtml(rankPage(rankInput())),
  worth: () => pageHtml(worthPage(worthInput())),
};

describe.each(Object.entries(pages))("the page of %s", (_, render) => {
  const html = render();
  const page = parsePage(html);

  it("is HTML without a fault", () => expect(page.errors).toEqual([]));

  it("loads nothing and runs nothing", () => expectSelfContained(page));

  it("shows names as they are, not as HTML", () => {
    expect(page.text).toContain(strangeName);
    expect(page.elements.filter(({ tagName }) => tagName === "img")).toEqual([]);
  });

  it("has a text alternative for each plot, and a target for each link", () => {
    const plots = page.elements.filter((one) => attributesOf(one).get("role") === "img");
    expect(plots.length).toBeGreaterThan(0);
    for (const plot of plots) expect(attributesOf(plot).get("aria-label")).toMatch(/.{20,}/);
    const ids = page.elements.flatMap((one) => attributesOf(one).get("id") ?? []);
    const links = page.elements.flatMap((one) => attributesOf(one).get("href") ?? []);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !ids.includes(link.slice(1)))).toEqual([]);
  });

  it("holds no value that is not a number", () => expect(html).not.toMatch(/NaN|undefined%|Infinity/));

  it("is the same for the same input", () => expect(render()).toBe(html));
});

describe("anonymous pages", () => {
  const hash = (text: string) => text.length.toString(16).padStart(10, "0");
  const inputs = { quality: qualityInput(), ranking: rankInput(), worth: worthInput() };

  it("name no case and no file, neither in notes nor in warnings", () => {
    const all = Object.values(inputs).map((input) => ({
      ...input,
      notes: [...input.notes, { code: "N-CASES", cases: ["case7"], message: "{cases} left out" }] as const,
    }));
    const texts = (change: <T extends object>(input: T) => T) => {
      const [quality, ranking, worth] = all.map(change) as unknown as [
        QualityPageInput,
        RankPageInput,
        WorthPageInput,
      ];
      return [qualityPage(quality), rankPage(ranking), worthPage(worth)].map(pageHtml);
    };
    const given = /case[79]|scores\.csv|no such file|tables\.csv/;
    for (const text of texts((input) => input)) expect(text).toMatch(given);
    for (const text of texts((input) => anonymousResult(input, hash))) {
      expect(text).not.toMatch(given);
      expect(text).toContain(`case-${hash("case7")}`);
    }
  });
});

describe("what the pages say", () => {
  it("comparison: structures with interval and cases, the least alike first, and what a missing case is", () => {
    const { text } = parsePage(pages.comparison());
    expect(text).toContain("Least alike: label 2, dice 0.850 [0.830, 0.870] from 11 of 12 cases.");
    expect(text).toContain(`Most alike: ${strangeName}, dice 0.950 [0.930, 0.970] from 11 of 12 cases.`);
    expect(text).toContain("mean [95 % CI of the mean over cases like these]");
    expect(text).toContain("A case without a prediction counts as failed");
    expect(text).toContain(`${strangeName}, case9: dice: missed`);
    expect(text).toContain("label 2, case7: dice 0.610");
  });

  it("comparison: an anonymous page names no case and no path", () => {
    const page = comparePage(anonymousComparison(compareInput(), (text) => `${text.length}x`));
    expect(pageHtml(page)).not.toMatch(/case[79]|masks\//);
  });

  it("quality: best generator, spread for what it is, dropped labels with their reason", () => {
    const { text } = parsePage(pages.quality());
    expect(text).toContain("large is the most similar to the reference");
    expect(text).toContain("not a standard error");
    expect(text).toContain(`kidney: not in ${strangeName}`);
    expect(text).toContain("case9 (reference/large): no such file");
    expect(text).toContain("24 of 24");
  });

  it("worth: decision, missing cells, agreement of the raters of the base labels", () => {
    const { text } = parsePage(pages.worth());
    expect(text).toMatch(/dice: (WORTH|NOT WORTH|UNDECIDED)/);
    expect(text).toContain("not converged");
    expect(text).toContain("More quality than that is not interpretable");
    expect(text).toContain("167 (0.1 years of 1800 h)");
  });

  it("worth: a decision that other versions do not bear out says so in its card, unfolded", () => {
    const input = worthInput();
    const caveat = "but UNDECIDED without e";
    const answers = input.answers.map((answer) => ({
      ...answer,
      caveat: answer.variant === "all" ? caveat : null,
    }));
    const card = pageHtml(worthPage({ ...input, answers })).match(/<h3>dice: .*?<\/h3>/s)![0];
    expect(card.replace(/<[^>]+>/g, "")).toMatch(
      /^dice: (WORTH|NOT WORTH|UNDECIDED) \(but UNDECIDED without e\)$/,
    );
  });

  it("worth: one dataset has no interval, and it is said", () => {
    const { text } = parsePage(pageHtml(worthPage(worthInput(["set A"]))));
    expect(text).toContain("There are no intervals: intervals need columns");
    expect(text).toContain("dice: UNDECIDED");
    expect(text).not.toContain("not reached to not reached");
  });

  it("ranking: who is ranked comes first", () => {
    const { text } = parsePage(pages.ranking());
    expect(text.indexOf("Ranked are the models")).toBeLessThan(text.indexOf("large is first of 3."));
    expect(text).toContain("Ranked are the models, against anna and ben.");
  });

  it("ranking: ranks with their intervals, and what they depend on", () => {
    const { text } = parsePage(pages.ranking());
    expect(text).toContain("large is first of 3.");
    expect(text).toContain("this project's derivation");
    expect(text).toContain("11 of 12");
  });
});

describe("differences of generators", () => {
  it("says how many cases pair where not all do, and what the difference is", () => {
    const input = qualityInput();
    const [first] = input.comparisons;
    const comparisons = [{ ...first, n: 12, paired: 9, expected: 12 }];
    const { text } = parsePage(pageHtml(qualityPage({ ...input, comparisons })));
    expect(text).toContain("12 of 12, 9 paired");
    expect(text).toContain("Differences of the means above");
  });
});
