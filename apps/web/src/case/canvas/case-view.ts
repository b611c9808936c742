import { SLICE_TYPE } from "@niivue/niivue";
import type { CaseMaps } from "../maps/case-maps.ts";
import { type Behind, imageBehind } from "./image-behind.ts";
import { labelColours, outlineLabel } from "./label-colours.ts";
import { LabelTexture } from "./label-texture.ts";
import { openStage } from "./stage.ts";

export { openStage };

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

/** Masks and maps of a case on the canvas of the page. */
export interface CaseView {
  /** Shows the maps of these keys and no others. */
  readonly show: (keys: ReadonlySet<string>) => void;
  readonly setBehind: (image: Behind) => void;
  readonly look: (view: ViewName) => void;
  /** Goes forward or back by one slice of a view. */
  readonly step: (view: ViewName, direction: 1 | -1) => void;
  readonly close: () => void;
}

/** The case that has the canvas: a later one takes it from an earlier one, which may still be opening. */
let current: object | null = null;

/**
 * @param place gets the canvas.
 * @throws Error if the browser has no WebGL 2, or if another case is opened before the canvas is there.
 */
export async function openCaseView(place: HTMLElement, maps: CaseMaps, image: Behind): Promise<CaseView> {
  const self = {};
  current = self;
  const { element, viewer, isSoftware } = await openStage();
  if (current !== self) throw new Error("another case was opened");
  const setBack = (image: Behind) => {
    viewer.volumes = [];
    viewer.addVolume(imageBehind(maps.grid, image));
    if (!isSoftware) texture.refineRays();
  };
  place.append(element);
  viewer.opts.isOrientationTextVisible = maps.isPlaced;
  viewer.scene.pan2Dxyzmm = [0, 0, 0, 1];
  let texture = new LabelTexture(viewer, maps.shape);
  setBack(image);
  viewer.scene.crosshairPos = [...maps.focus];
  const labels = new Uint8Array(maps.votes.length);
  const n = maps.voters.length;
  let [behind, keys] = [image, new Set<string>() as ReadonlySet<string>];
  const colour = () => {
    texture.setColours(labelColours(n, keys, typeof behind !== "string"));
    viewer.drawScene();
  };
  return {
    show: (wanted) => {
      if (current !== self) return;
      keys = wanted;
      labels.set(maps.votes);
      for (const { key, place: maker, places } of maps.outlines) {
        if (keys.has(key)) mark(labels, places, outlineLabel(maker, n));
      }
      texture.setLabels(labels);
      colour();
    },
    setBehind: (wanted) => {
      if (current !== self) return;
      setBack(wanted);
      behind = wanted;
      colour();
    },
    look: (view) => {
      if (current !== self) return;
      viewer.opts.crosshairWidth = crosshairPercent(element, view);
      viewer.setSliceType(sliceTypes[view]);
    },
    step: (view, direction) => {
      if (current !== self) return;
      const [x, y, z] = across[view];
      viewer.moveCrosshairInVox(x * direction, y * direction, z * direction);
    },
    close: () => {
      if (current !== self) return;
      current = null;
      element.remove();
      texture = new LabelTexture(viewer, [1, 1, 1]);
      setBack("awaited");
    },
  };
}

/** Width of the crosshair in percent of the box, so that lines have a pixel or two: thinner ones are drawn with gaps. */
function crosshairPercent({ clientWidth, clientHeight }: HTMLElement, view: ViewName): number {
  const tile = Math.min(clientWidth, clientHeight) / (view === "all planes" ? 2 : 1);
  return 160 / Math.max(50, 0.7 * tile);
}

function mark(labels: Uint8Array, places: Uint32Array, label: number): void {
  for (let i = 0; i < places.length; i++) labels[places[i]] = label;
}
