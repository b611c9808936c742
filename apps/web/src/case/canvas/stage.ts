import { MULTIPLANAR_TYPE, Niivue, SHOW_RENDER } from "@niivue/niivue";

/** The canvas of the page, with the viewer on it. */
export interface Stage {
  /** To be put where a case is shown. */
  readonly element: HTMLElement;
  readonly viewer: Niivue;
  /** There is no graphics card: pictures are computed. */
  readonly isSoftware: boolean;
}

let kept: Promise<Stage> | null = null;

/**
 * The same stage each time: a new one compiles some thirty programs for the graphics card, which takes longer than all
 * else that opening a case does.
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
    // As on the slices of the report.
    isRadiologicalConvention: true,
    loadingText: "",
    logLevel: "error",
    multiplanarEqualSize: true,
    multiplanarLayout: MULTIPLANAR_TYPE.GRID,
    multiplanarShowRender: SHOW_RENDER.ALWAYS,
  });
  await viewer.attachToCanvas(canvas);
  // They shade surfaces by their gradient, which is not asked for, and is computed for every image.
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
