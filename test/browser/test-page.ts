/** Page in any browser, controlled from outside; arguments and results are plain data. */
export interface TestPage {
  evaluate<Result>(work: () => Result | Promise<Result>): Promise<Result>;
  evaluate<Result, Argument>(
    work: (argument: Argument) => Result | Promise<Result>,
    argument: Argument,
  ): Promise<Result>;
}

export interface WatchedPage<Page extends TestPage = TestPage> {
  readonly page: Page;
  /** Addresses asked for by the page and its workers. */
  readonly requests: readonly string[];
  /** Errors that the page has printed or thrown. */
  readonly complaints: readonly string[];
}

/** Waits until a page has set `isReady`. */
export async function waitUntilReady({ page, complaints }: WatchedPage): Promise<void> {
  const isReady = await page.evaluate(async () => {
    const scope = globalThis as { isReady?: boolean };
    const end = performance.now() + 20_000;
    while (!scope.isReady && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    return scope.isReady === true;
  });
  if (!isReady) throw new Error(`the page did not start: ${complaints.join("; ")}`);
}
