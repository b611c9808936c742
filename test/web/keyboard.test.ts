import { afterAll, beforeAll, expect, it } from "vitest";
import type { LabPage } from "./app-page.ts";
import { describeLab } from "./describe-app.ts";
import { MaskFolders } from "./mask-folders.ts";

describeLab("the lab by the keyboard alone", (open) => {
  let folders: MaskFolders;
  let lab: LabPage;
  beforeAll(async () => {
    folders = new MaskFolders();
    for (const [at, id] of ["anna", "ben", "net"].entries())
      folders.set(`kits/${id}`, at, ["p1", "p2", "p10", "q1"]);
    lab = await open();
    await lab.drop([folders.path("kits")]);
    await lab.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
  });
  afterAll(async () => {
    await lab?.close();
    folders.remove();
  });

  /** Presses Tab until what has the focus has that name. */
  async function tabTo(name: RegExp): Promise<void> {
    for (let pressed = 0; pressed < 150; pressed++) {
      await lab.page.keyboard.press("Tab");
      const found = await lab.page.evaluate(() => {
        const focused = document.activeElement as HTMLInputElement | null;
        const label = focused?.ariaLabel ?? focused?.labels?.[0]?.textContent ?? focused?.textContent;
        return label?.trim() ?? "";
      });
      if (name.test(found)) return;
    }
    throw new Error(`nothing named ${name} is reached by Tab`);
  }
  const column = (at: number) => lab.page.locator(`.cases tbody tr > :nth-child(${at})`).allInnerTexts();

  it("a role is corrected and the study run", async () => {
    await tabTo(/^Role of net/);
    await lab.page.keyboard.press("m");
    expect(await lab.page.getByLabel("Role of net").inputValue()).toBe("model");
    await tabTo(/^Compute the interval/);
    await lab.page.keyboard.press("Enter");
    await lab.page.locator("#case-list").waitFor({ timeout: 60_000 });
  });

  it("the table is filtered and sorted", async () => {
    await tabTo(/^Structure/);
    await lab.page.keyboard.press("ArrowDown");
    await tabTo(/^Case contains/);
    await lab.page.keyboard.type("p");
    expect(await column(2)).toEqual(["label 1", "label 1", "label 1"]);
    await tabTo(/^Case$/);
    await lab.page.keyboard.press("Enter");
    expect(await column(1)).toEqual(["p1", "p2", "p10"]);
    await lab.page.keyboard.press("Enter");
    expect(await column(1)).toEqual(["p10", "p2", "p1"]);
    expect(await lab.page.locator("th[aria-sort]").getAttribute("aria-sort")).toBe("descending");
    await tabTo(/^net/);
    await lab.page.keyboard.press("Space");
    const values = (await column(4)).map(Number);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  });

  it("a fold is opened, and a case, and left again", async () => {
    await tabTo(/^Open p/);
    await lab.page.keyboard.press("Enter");
    await lab.page.getByRole("dialog").waitFor();
    await lab.page.keyboard.press("Escape");
    await lab.page.getByRole("dialog").waitFor({ state: "detached" });
    await tabTo(/^All numbers/);
    await lab.page.keyboard.press("Enter");
    await lab.page.getByText("Models on the interval").waitFor();
  });
});
