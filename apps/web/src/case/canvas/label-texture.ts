import type { Niivue } from "@niivue/niivue";
import type { Vector3 } from "@pgt/browser";

/**
 * Labels on the graphics card, in the place of NiiVue's drawing layer: one byte a voxel, shown in the colours of a table.
 * An overlay in its stead would have to be drawn into a volume of colours, and anew with all others at each change.
 * The layer covers the box of the image behind it, and may be finer.
 */
export class LabelTexture {
  private readonly gl: WebGL2RenderingContext;

  constructor(
    private readonly viewer: Niivue,
    private readonly shape: Vector3,
  ) {
    const gl = (this.gl = viewer.gl);
    gl.deleteTexture(viewer.drawTexture);
    viewer.drawTexture = gl.createTexture();
    this.bind();
    for (const name of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) {
      gl.texParameteri(gl.TEXTURE_3D, name, gl.NEAREST);
    }
    for (const name of [gl.TEXTURE_WRAP_R, gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) {
      gl.texParameteri(gl.TEXTURE_3D, name, gl.CLAMP_TO_EDGE);
    }
    gl.texStorage3D(gl.TEXTURE_3D, 1, gl.R8, ...shape);
    viewer.drawOpacity = 1;
    viewer.drawBitmap = null;
  }

  /** @param labels x fastest, in the order of axes that NiiVue gives the image behind. */
  setLabels(labels: Uint8Array): void {
    const { gl } = this;
    this.bind();
    gl.pixelStorei(gl.UNPACK_ALIGNMENT, 1);
    gl.texSubImage3D(gl.TEXTURE_3D, 0, 0, 0, 0, ...this.shape, gl.RED, gl.UNSIGNED_BYTE, labels);
    // NiiVue leaves the layer out in 3-D when this is null.
    this.viewer.drawBitmap = labels;
  }

  /** Makes rays in 3-D look at every label on their way, not only at every voxel of the image behind: finer, and slower. */
  refineRays(): void {
    const { renderShader } = this.viewer;
    if (!renderShader) return;
    renderShader.use(this.gl);
    this.gl.uniform3fv(renderShader.uniforms.texVox ?? null, [...this.shape]);
  }

  /** @param table red, green, blue and opacity of each label. */
  setColours(table: Uint8ClampedArray<ArrayBuffer>): void {
    this.viewer.drawLut = { lut: table, labels: [] };
    this.viewer.refreshColormaps();
  }

  private bind(): void {
    this.gl.activeTexture(this.gl.TEXTURE7);
    this.gl.bindTexture(this.gl.TEXTURE_3D, this.viewer.drawTexture);
  }
}
