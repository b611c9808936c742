import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions } from "playwright-core";
import { afterAll, expect, it } from "vitest";
import { datatypes } from "../e2e/nifti-bytes.ts";
import type { AppPage } from "./app-page.ts";
import {
  gridAround,
  isInBody,
  type PhantomGrid,
  tilted,
  upright,
  valuesOn,
  writeBodyMask,
  writeOn,
} from "./case-phantom.ts";
import { describeApp } from "./describe-app.ts";
import {
  countOf,
  edgeOf,
  type IsWanted,
  isOutline,
  type Picture,
  pictureThat,
  pixelsOf,
  shareNear,
} from "./picture.ts";

const scratch = mkdtempSync(join(tmpdir(), "pgt-case-"));

/** Pixels of the crosshair, and of the body in an image of grey values, or of colours. */
const isCrosshair: IsWanted = (red, green, blue) =>
  Math.max(red, green, blue) - Math.min(red, green, blue) < 6 && Math.abs(red - 140) < 30;
const isBright: IsWanted = (red, green, blue) => red > 200 && green > 200 && blue > 200;
const isRed: IsWanted = (red, green, blue) => red > 180 && green < 100 && blue < 100;

/** Two cases: `anna` and `ben` mark the body, `carl` leaves out a hole, which is where the case opens. */
function writeStudy(name: string, grid: PhantomGrid, ofBen: PhantomGrid = grid): string {
  const folder = join(scratch, name);
  for (const id of ["c1", "c2"]) {
    writeBodyMask(join(folder, "anna", `${id}.nii.gz`), grid);
    writeBodyMask(join(folder, "ben", `${id}.nii.gz`), ofBen);
    writeBodyMask(join(folder, "carl", `${id}.nii.gz`), grid, true);
  }
  return folder;
}

const imagePath = (folder: string) => join(folder, "images", "c1_0000.nii.gz");
const greyOn = (grid: PhantomGrid, inside: number, outside: number) =>
  valuesOn(grid, (mm) => (isInBody(mm) ? inside : outside));
const colourOn = (grid: PhantomGrid) =>
  Uint8Array.from(valuesOn(grid, (mm) => (isInBody(mm) ? 1 : 0)).flatMap((in_) => (in_ ? [230, 60, 60] : [40, 60, 110]))); // biome-ignore format: short

const oblique = gridAround(tilted(25, 15), [1, 1, 2], [64, 60, 30]);
const leftBackHead = gridAround([[-1, 0, 0], [0, -1, 0], [0, 0, 1]], [1.5, 1.5, 1.5], [44, 40, 36]); // biome-ignore format: axes a line
const footRightBack = gridAround([[0, 0, -1], [1, 0, 0], [0, -1, 0]], [0.8, 0.8, 0.8], [70, 84, 70]); // biome-ignore format: axes a line
const plain = gridAround(upright, [1, 1, 2], [60, 56, 28]);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describeApp("a case in the app", (open) => {
  async function openCase(folder: string, options: BrowserContextOptions = {}): Promise<AppPage> {
    const app = await open(options);
    await app.drop([folder]);
    await app.page.getByRole("heading", { name: "Who annotated what" }).waitFor();
    await app.run();
    await app.page.getByRole("button", { name: /^Open c1,/ }).click();
    await app.page.waitForSelector(".canvas[aria-busy=false]", { timeout: 60_000 });
    await app.page.getByText("Reading the image").waitFor({ state: "detached", timeout: 60_000 });
    return app;
  }

  const canvasThat = ({ page }: AppPage, check: (picture: Picture) => void) =>
    pictureThat(page.locator(".canvas"), check);
  const countIn = (picture: Picture, isWanted: IsWanted) => countOf(pixelsOf(picture, isWanted));

  /** The first rater's outline runs along the edge of the body that the image shows, everywhere and nowhere else. */
  async function expectAlongEdge(app: AppPage, isBody: IsWanted): Promise<void> {
    for (const name of [/^disagreement/, /^ben/, /^carl/]) await app.page.getByLabel(name).uncheck();
    for (const plane of ["axial", "coronal", "sagittal"]) {
      await app.page.getByLabel(plane, { exact: true }).check();
      await canvasThat(app, (picture) => {
        const crosshair = pixelsOf(picture, isCrosshair);
        const outline = pixelsOf(picture, isOutline.first);
        const body = pixelsOf(picture, isBody);
        for (const other of [isOutline.second, isOutline.third])
          expect(countIn(picture, other), `${plane}: other outlines`).toBe(0);
        expect(countOf(body), plane).toBeGreaterThan(5000);
        expect(countOf(outline), plane).toBeGreaterThan(500);
        expect(countOf(crosshair), `${plane}: crosshair`).toBeGreaterThan(100);
        const edge = edgeOf(body, crosshair, picture.width);
        // A voxel of the masks takes some 10 pixels within a slice, and twice as many across.
        const onEdge = shareNear(outline, edge, picture.width, 24);
        expect(onEdge, `${plane}: outline on the edge`).toBeGreaterThan(0.97);
        // Outlines are drawn within the slices that were annotated: across them, ends stay open.
        if (plane !== "axial") return;
        expect(shareNear(edge, outline, picture.width, 24), "edge outlined").toBeGreaterThan(0.97);
      });
    }
  }

  const images: readonly (readonly [string, PhantomGrid, IsWanted, (path: string) => void])[] = [
    [
      "on the same oblique grid",
      oblique,
      isBright,
      (path) => writeOn(path, oblique, greyOn(oblique, 700, 480), { datatype: datatypes.int16 }),
    ],
    [
      "on a finer grid in another order of axes, rescaled",
      leftBackHead,
      isBright,
      (path) =>
        writeOn(path, footRightBack, greyOn(footRightBack, 700, 480), {
          datatype: datatypes.int16,
          rescale: { slope: 2, intercept: -1024 },
        }),
    ],
    [
      "on an oblique grid while the masks are upright",
      plain,
      isBright,
      (path) => writeOn(path, oblique, greyOn(oblique, 1.5, 0.25), { datatype: datatypes.float32 }),
    ],
    ["of colours", plain, isRed, (path) => writeOn(path, plain, colourOn(plain), { isColour: true })],
  ];
  for (const [name, grid, isBody, writeImage] of images) {
    it(`has outlines where an image ${name} has its edges`, async () => {
      const folder = writeStudy(name.replace(/\W+/g, "-"), grid);
      writeImage(imagePath(folder));
      const app = await openCase(folder);
      await expectAlongEdge(app, isBody);
      expect(app.complaints).toEqual([]);
      await app.close();
    }, 120_000);
  }

  it("shows the first volume of a series, and says so", async () => {
    const folder = writeStudy("series", plain);
    const [first, second] = [greyOn(plain, 3, 1), greyOn(plain, 1, 3)];
    writeOn(imagePath(folder), plain, [...first, ...second], {
      datatype: datatypes.float32,
      dims: [...plain.shape, 2],
    });
    const app = await openCase(folder);
    await app.page.getByText(/c1_0000\.nii\.gz has 2 volumes: the first is shown/).waitFor();
    await expectAlongEdge(app, isBright);
    await app.close();
  }, 120_000);

  it("shows the masks without an image that cannot be read, and says why", async () => {
    const folder = writeStudy("broken", plain);
    writeOn(imagePath(folder), plain, greyOn(plain, 3, 1).slice(0, 1000), { datatype: datatypes.float32 });
    const app = await openCase(folder);
    await app.page.getByText(/c1_0000\.nii\.gz is not shown: it ends early: 60 x 56 x 28 voxels/).waitFor();
    for (const name of [/^ben/, /^carl/]) await app.page.getByLabel(name).uncheck();
    await canvasThat(app, (picture) => expect(countIn(picture, isOutline.first)).toBeGreaterThan(200));
    await app.close();
  }, 120_000);

  it("draws masks that are stored in another order of axes", async () => {
    const turned = gridAround([[0, 0, 1], [-1, 0, 0], [0, 1, 0]], [2, 1, 1], [28, 60, 56]); // biome-ignore format: axes a line
    const app = await openCase(writeStudy("turned", plain, turned));
    const { page } = app;
    for (const name of [/^disagreement/, /^anna/, /^carl/]) await page.getByLabel(name).uncheck();
    await page.getByLabel("axial", { exact: true }).check();
    const showsOnly = (drawn: IsWanted, hidden: IsWanted) =>
      canvasThat(app, (picture) => {
        expect(countIn(picture, drawn)).toBeGreaterThan(500);
        expect(countIn(picture, hidden)).toBe(0);
      });
    const before = await showsOnly(isOutline.second, isOutline.first);
    await page.getByLabel(/^ben/).uncheck();
    await page.getByLabel(/^anna/).check();
    const after = await showsOnly(isOutline.first, isOutline.second);
    const [ben, anna] = [pixelsOf(before, isOutline.second), pixelsOf(after, isOutline.first)];
    expect(shareNear(ben, anna, after.width, 1)).toBeGreaterThan(0.97);
    expect(
      await page
        .getByRole("dialog")
        .getByText(/c1\.nii/)
        .count(),
    ).toBe(0);
    await app.close();
  }, 120_000);

  it("draws masks of one file per class, and with mapped labels", async () => {
    const folder = join(scratch, "classes");
    for (const id of ["c1", "c2"]) {
      const sevens = valuesOn(plain, (mm) => (isInBody(mm) ? 7 : 0));
      writeOn(join(folder, "anna", `${id}.nii.gz`), plain, sevens);
      writeBodyMask(join(folder, "ben", id, "liver.nii.gz"), plain);
      writeBodyMask(join(folder, "ben", id, "spleen.nii.gz"), plain, true);
    }
    const lines = [
      "pgt: 1",
      "labels: { 1: liver }",
      "entities:",
      "  - { id: anna, role: rater, masks: 'anna/{case}.nii.gz', map: { 1: [7] } }",
      "  - { id: ben, role: rater, masks: 'ben/{case}' }",
    ];
    writeFileSync(join(folder, "study.yaml"), lines.join("\n"));
    const app = await openCase(folder);
    const { page } = app;
    await page
      .getByText(/2 raters \(anna, ben\): of 6400 voxels .* 0 \(0 %\) are not marked by all/)
      .waitFor();
    const isDrawn = async (name: RegExp, isItsColour: IsWanted) => {
      await page.getByLabel(name).check();
      await canvasThat(app, (picture) =>
        expect(countIn(picture, isItsColour), `${name}`).toBeGreaterThan(300),
      );
      await page.getByLabel(name).uncheck();
    };
    await page.getByLabel(/^ben/).uncheck();
    await isDrawn(/^anna/, isOutline.first);
    await isDrawn(/^ben/, isOutline.second);
    expect(app.complaints).toEqual([]);
    await app.close();
  }, 120_000);

  it("can be used with the keyboard, on a phone, in the dark", async () => {
    const app = await openCase(writeStudy("phone", plain), {
      viewport: { width: 390, height: 844 },
      colorScheme: "dark",
    });
    const { page } = app;
    expect(await app.seriousFaults()).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    await page.getByLabel(/^votes/).focus();
    const before = await canvasThat(app, (picture) =>
      expect(countIn(picture, isOutline.third)).toBeGreaterThan(50),
    );
    await page.keyboard.press("Space");
    expect(await page.getByLabel(/^votes/).isChecked()).toBe(true);
    await canvasThat(app, ({ pixels }) => expect(Buffer.compare(pixels, before.pixels)).not.toBe(0));
    await page.getByLabel("all planes").focus();
    await page.keyboard.press("ArrowRight");
    expect(await page.getByLabel("axial", { exact: true }).isChecked()).toBe(true);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    // The same canvas shows the next case.
    await page.getByRole("button", { name: /^Open c2,/ }).click();
    await page.waitForSelector(".canvas[aria-busy=false] canvas");
    await canvasThat(app, (picture) => expect(countIn(picture, isCrosshair)).toBeGreaterThan(50));
    expect(app.complaints).toEqual([]);
    await app.close();
  }, 120_000);
});
