import { MULTIPLANAR_TYPE, Niivue, NVImage, SHOW_RENDER, SLICE_TYPE } from "@niivue/niivue";
import type { CaseMap, CaseMaps } from "../case/case-maps.ts";
import { colourOf, disagreementRamp, rampOf, votesRamp } from "./colours.ts";
import { imageAround } from "./image-around.ts";

export type ViewName = "all planes" | "axial" | "coronal" | "sagittal" | "3-D";

const sliceTypes: Readonly<Record<ViewName, SLICE_TYPE>> = {
  "all planes": SLICE_TYPE.MULTIPLANAR,
  axial: SLICE_TYPE.AXIAL,
  coronal: SLICE_TYPE.CORONAL,
  sagittal: SLICE_TYPE.SAGITTAL,
  "3-D": SLICE_TYPE.RENDER,
};

/** Steps of the crosshair across the slices of a view, in voxels. */
const across: Readonly<Record<ViewName, readonly [number, number, number]>> = {
  "all planes": [0, 0, 1],
  axial: [0, 0, 1],
  coronal: [0, 1, 0],
  sagittal: [1, 0, 0],
  "3-D": [0, 0, 1],
};

/** Masks and maps of a case on a canvas. */
export interface CaseView {
  /** Shows the maps of these keys and no others. */
  readonly show: (keys: ReadonlySet<string>) => void;
  readonly look: (view: ViewName) => void;
  /** Goes forward or back by one slice of a view. */
  readonly step: (view: ViewName, direction: 1 | -1) => void;
  readonly close: () => void;
}

/**
 * @param shown keys of the maps to be shown at first.
 * @param image to see the masks on; without it they stand on black.
 * @throws Error if the browser has no WebGL 2, or the image cannot be read.
 */
export async function openCaseView(
  canvas: HTMLCanvasElement,
  { maps, focusMm, boxMm }: CaseMaps,
  shown: ReadonlySet<string>,
  image: File | null,
): Promise<CaseView> {
  const viewer = new Niivue({
    backColor: [0, 0, 0, 1],
    crosshairColor: [0.55, 0.55, 0.55, 1],
    crosshairGap: 4,
    crosshairWidth: 0.3,
    crosshairWidthUnit: "percent",
    dragAndDropEnabled: false,
    isColorbar: false,
    isNearestInterpolation: true,
    logLevel: "error",
    multiplanarEqualSize: true,
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
  });
  if (!(await viewer.attachToCanvas(canvas)).gl) throw new Error("this browser has no WebGL 2");
  const drawn = image ? maps.filter(({ kind }) => kind !== "grid") : maps;
  const layers = await Promise.all(drawn.map((map) => volumeOf(viewer, map)));
  const behind = image ? [await imageAround(image, boxMm)] : [];
  const show = (keys: ReadonlySet<string>) => {
    for (const [at, { key, kind }] of drawn.entries()) {
      layers[at]!.opacity = kind === "grid" || keys.has(key) ? 1 : 0;
    }
  };
  show(shown);
  // One by one, each of them would draw all before it anew.
  const all = [...behind, ...layers];
  viewer.volumes = all.slice(0, -1);
  viewer.addVolume(all.at(-1)!);
  if (focusMm) viewer.scene.crosshairPos = viewer.mm2frac([...focusMm] as [number, number, number]);
  viewer.drawScene();
  return {
    show: (keys) => {
      show(keys);
      viewer.updateGLVolume();
    },
    look: (view) => viewer.setSliceType(sliceTypes[view]),
    step: (view, direction) => {
      const [x, y, z] = across[view];
      viewer.moveCrosshairInVox(x * direction, y * direction, z * direction);
    },
    close: () => {
      viewer.cleanup();
      viewer.gl.getExtension("WEBGL_lose_context")?.loseContext();
    },
  };
}

async function volumeOf(viewer: Niivue, { key, kind, place, most, nifti }: CaseMap): Promise<NVImage> {
  const colormap = `pgt-${kind}-${place}`;
  if (kind !== "grid") viewer.addColormap(colormap, { ...rampOfMap(kind, place) });
  return NVImage.loadFromUrl({
    url: nifti.buffer,
    name: `${key}.nii`,
    colormap: kind === "grid" ? "gray" : colormap,
    cal_min: 0,
    cal_max: most,
    opacity: 1,
  });
}

function rampOfMap(kind: CaseMap["kind"], place: number) {
  if (kind === "votes") return votesRamp;
  if (kind === "disagreement") return disagreementRamp;
  const [red, green, blue] = colourOf(place);
  return rampOf([
    [red, green, blue, 0],
    [red, green, blue, 255],
  ]);
}
