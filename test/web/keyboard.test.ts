import { afterAll, beforeAll, expect, it } from "vitest";
import type { AppPage } from "./app-page.ts";
import { describeApp } from "./describe-app.ts";
import { MaskFolders } from "./mask-folders.ts";

describeApp("the app by the keyboard alone", (open) => {
  let folders: MaskFolders;
  let app: AppPage;
  beforeAll(async () => {
    folders = new MaskFolders();
    for (const [at, id] of ["anna", "ben", "net"].entries())
      folders.set(`kits/${id}`, at, ["p1", "p2", "p10", "q1"]);
    app = await open();
    await app.drop([folders.path("kits")]);
    await app.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  });
  afterAll(async () => {
    await app?.close();
    folders.remove();
  });

  /** Presses Tab until what has the focus has that name. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let pressed = 0; pressed < 150; pressed++) {
      await app.page.keyboard.press("Tab");
      const found = await app.page.evaluate(() => {
        const focused = document.activeElement as HTMLInputElement | null;
        const label = focused?.ariaLabel ?? focused?.labels?.[0]?.textContent ?? focused?.textContent;
        return label?.trim() ?? "";
      });
      if (name.test(found)) return;
    }
    throw new Error(`nothing named ${name} is reached by Tab`);
  }
  const column = (at: number) => app.page.locator(`.cases tbody tr > :nth-child(${at})`).allInnerTexts();

  it("a role is corrected and the study run", async () => {
    await tabTo(/^Role of net/);
    await app.page.keyboard.press("m");
    expect(await app.page.getByLabel("Role of net").inputValue()).toBe("model");
    await tabTo(/^Compute the interval/);
    await app.page.keyboard.press("Enter");
    await app.page.locator("#case-list").waitFor({ timeout: 60_000 });
  });

  it("the table is filtered and sorted", async () => {
    await tabTo(/^Structure/);
    await app.page.keyboard.press("ArrowDown");
    await tabTo(/^Case contains/);
    await app.page.keyboard.type("p");
    expect(await column(2)).toEqual(["label 1", "label 1", "label 1"]);
    await tabTo(/^Case$/);
    await app.page.keyboard.press("Enter");
    expect(await column(1)).toEqual(["p1", "p2", "p10"]);
    await app.page.keyboard.press("Enter");
    expect(await column(1)).toEqual(["p10", "p2", "p1"]);
    expect(await app.page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    await tabTo(/^net/);
    await app.page.keyboard.press("Space");
    const values = (await column(4)).map(Number);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it("a fold is opened, and a case, and left again", async () => {
    await tabTo(/^Open p/);
    await app.page.keyboard.press("Enter");
    await app.page.getByRole("dialog").waitFor();
    await app.page.keyboard.press("Escape");
    await app.page.getByRole("dialog").waitFor({ state: "detached" });
    await tabTo(/^All numbers/);
    await app.page.keyboard.press("Enter");
    await app.page.getByText("Models on the interval").waitFor();
  });
});
