import { MULTIPLANAR_TYPE, Niivue, SHOW_RENDER } from "@niivue/niivue";

/** The canvas of the page, with the viewer on it. */
export interface Stage {
  /** Element that holds the canvas; moves to where a case is shown. */
  readonly element: HTMLElement;
  readonly viewer: Niivue;
  /** True where pictures are computed without a graphics card. */
  readonly isSoftware: boolean;
}

let kept: Promise<Stage> | null = null;

/**
 * Gives the same stage each time: a new one compiles some thirty programs for the graphics card, which takes longer than
 * the rest of opening a case.
 *
 * @throws Error if the browser has no WebGL 2.
 */
export function openStage(): Promise<Stage> {
  kept ??= newStage().catch((error: unknown) => {
    kept = null;
    throw error;
  });
  return kept;
}

async function newStage(): Promise<Stage> {
  const element = document.createElement("div");
  element.className = "stage";
  const canvas = element.appendChild(document.createElement("canvas"));
  // Lost with the driver, or to other pages: the next case opens on a new one.
  canvas.addEventListener("webglcontextlost", () => (kept = null));
  const viewer = new Niivue({
    backColor: [0, 0, 0, 1],
    crosshairColor: [0.55, 0.55, 0.55, 1],
    crosshairGap: 4,
    crosshairWidthUnit: "percent",
    dragAndDropEnabled: false,
    isColorbar: false,
    isNearestInterpolation: true,
    // The slices of the report have this side too.
    isRadiologicalConvention: true,
    loadingText: "",
    logLevel: "error",
    multiplanarEqualSize: true,
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
  });
  await viewer.attachToCanvas(canvas);
  // These shaders compute the gradient of every image, for a shading of surfaces that is never used here.
  const cheapest = viewer.passThroughShader ?? null;
  viewer.blurShader = cheapest;
  viewer.sobelFirstOrderShader = cheapest;
  const isComputed = isSoftware(viewer.gl);
  // Rays through a volume take most of the time: beside the planes they would hold up each click.
  if (isComputed) viewer.opts.multiplanarShowRender = SHOW_RENDER.NEVER;
  return { element, viewer, isSoftware: isComputed };
}

function isSoftware(gl: WebGL2RenderingContext): boolean {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  const name: unknown = gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER);
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(String(name));
}
