import { type Affine, InputError, type Note, type Vector3 } from "@pgt/metrics";
import {
  affineFrom,
  columnsOf,
  cornerDistanceVoxels,
  cross,
  isUsable,
  norm,
  shearOf,
  spacingOf,
  unit,
} from "../volume/affine.ts";
import { GRID_TOLERANCE_VOXELS } from "../volume/grid-faults.ts";
import type { NiftiHeader } from "./header.ts";
import type { ImagePlan } from "./image-plan.ts";

/** Shear (cosine between two axes) below which the axes count as orthogonal. */
export const SHEAR_TOLERANCE = 1e-3;

/** Place of the grid of a file. */
export interface HeaderGeometry {
  readonly spacingMm: Vector3;
  /** Absent when the header gives spacing only. */
  readonly affine?: Affine;
  readonly warnings: readonly Note[];
}

/**
 * Spacing and affine of a header (CONVENTIONS.md, Grids): sform if its code is above 0, else qform, else pixdim
 * alone.
 * @throws InputError E_HEADER when none of them gives a spacing.
 */
export function geometryOf(header: NiftiHeader, plan: ImagePlan, source: string): HeaderGeometry {
  const units = unitsOf(header.units, source);
  const pixDimsMm = pixDimsOf(header, plan, units.mm);
  const sform = header.sformCode > 0 ? sformOf(header, plan, units.mm) : undefined;
  const qform = header.qformCode > 0 && pixDimsMm ? qformOf(header, pixDimsMm, units.mm) : undefined;
  const affine = sform ?? qform;
  const spacingMm = affine ? spacingOf(affine) : pixDimsMm;
  if (!spacingMm) throw new InputError("E_HEADER", source, noSpacing(header));
  const grid = oddities(header, plan, { sform, qform, pixDimsMm });
  const warnings = [
    ...units.warnings,
    ...grid.map((message): Note => ({ code: "N-GRID", file: source, message })),
  ];
  return { spacingMm, ...(affine && { affine }), warnings };
}

interface Sources {
  readonly sform: Affine | undefined;
  readonly qform: Affine | undefined;
  readonly pixDimsMm: Vector3 | undefined;
}

function oddities(header: NiftiHeader, plan: ImagePlan, { sform, qform, pixDimsMm }: Sources): string[] {
  const found: string[] = [];
  const affine = sform ?? qform;
  if (header.sformCode > 0 && !sform) {
    found.push(
      `The sform is not usable (${header.srows.join(" ")}); ${qform ? "the qform" : "pixdim"} is used.`,
    );
  }
  if (!pixDimsMm) {
    found.push(
      `pixdim gives no spacing (${header.pixDims.slice(1, 4).join(", ")}); spacing is taken from the sform.`,
    );
  }
  if (!affine) {
    found.push(
      "The header has no usable sform or qform; only shape and spacing can be compared with other masks.",
    );
  }
  if (sform && qform) {
    const voxels = cornerDistanceVoxels(sform, qform, plan.shape);
    if (voxels > GRID_TOLERANCE_VOXELS) {
      found.push(`sform and qform disagree by up to ${voxels.toPrecision(3)} voxels; the sform is used.`);
    }
  }
  if (sform && !qform && pixDimsMm) {
    const lengths = spacingOf(sform);
    const voxels = lengths.map((mm, axis) => (plan.shape[axis] * Math.abs(mm - pixDimsMm[axis])) / mm);
    if (Math.max(...voxels) > GRID_TOLERANCE_VOXELS) {
      found.push(
        `The sform gives voxels of ${sizeText(lengths)} mm, pixdim of ${sizeText(pixDimsMm)} mm; the sform is used.`,
      );
    }
  }
  if (affine && shearOf(affine) > SHEAR_TOLERANCE) {
    const degrees = (Math.asin(shearOf(affine)) * 180) / Math.PI;
    found.push(`The grid is sheared by ${degrees.toPrecision(3)} degrees; distances assume orthogonal axes.`);
  }
  return found;
}

function sizeText(spacingMm: Vector3): string {
  return spacingMm.map((mm) => Number(mm.toPrecision(5))).join(" x ");
}

function unitsOf(code: number, file: string): { mm: number; warnings: Note[] } {
  const converted = (unit: string): Note[] => [
    { code: "N-UNITS", file, message: `The header is in ${unit}; it was converted to mm.` },
  ];
  const spatial = code & 7;
  if (spatial === 1) return { mm: 1000, warnings: converted("metres") };
  if (spatial === 3) return { mm: 0.001, warnings: converted("micrometres") };
  return { mm: 1, warnings: [] };
}

/** An axis that the header does not declare needs no spacing there: 1 mm. */
function pixDimsOf(header: NiftiHeader, plan: ImagePlan, mm: number): Vector3 | undefined {
  const sizes = [1, 2, 3].map((axis) => {
    const size = header.pixDims[axis];
    if (Number.isFinite(size) && size > 0) return size * mm;
    return axis > plan.axes ? 1 : Number.NaN;
  });
  return sizes.some(Number.isNaN) ? undefined : [sizes[0], sizes[1], sizes[2]];
}

function sformOf(header: NiftiHeader, plan: ImagePlan, mm: number): Affine | undefined {
  const affine = completed([...header.srows.map((value) => value * mm), 0, 0, 0, 1], plan);
  return isUsable(affine) ? affine : undefined;
}

/** A 2-D image may leave the column of its third axis zero: it gets 1 mm across the plane. */
function completed(affine: Affine, plan: ImagePlan): Affine {
  const [x, y, z] = columnsOf(affine);
  if (plan.axes !== 2 || norm(z) > 0) return affine;
  return affineFrom([x, y, unit(cross(x, y))], [affine[3], affine[7], affine[11]]);
}

/** Method 2 of nifti1.h: rotation by a unit quaternion of which b, c, d are stored. */
function qformOf(header: NiftiHeader, pixDimsMm: Vector3, mm: number): Affine | undefined {
  let [b, c, d] = header.quaternion;
  const aSquared = 1 - (b * b + c * c + d * d);
  let a = Math.sqrt(Math.max(aSquared, 0));
  if (aSquared < 1e-7) {
    // Rounded to float32, b, c and d of a rotation by 180 degrees have a length next to 1: a is 0, not noise.
    const length = Math.sqrt(b * b + c * c + d * d);
    [a, b, c, d] = [0, b / length, c / length, d / length];
  }
  const [dx, dy, dz] = pixDimsMm;
  const dzSigned = header.pixDims[0] < 0 ? -dz : dz;
  const affine = affineFrom(
    [
      [(a * a + b * b - c * c - d * d) * dx, 2 * (b * c + a * d) * dx, 2 * (b * d - a * c) * dx],
      [2 * (b * c - a * d) * dy, (a * a + c * c - b * b - d * d) * dy, 2 * (c * d + a * b) * dy],
      [
        2 * (b * d + a * c) * dzSigned,
        2 * (c * d - a * b) * dzSigned,
        (a * a + d * d - b * b - c * c) * dzSigned,
      ],
    ],
    [header.qoffset[0] * mm, header.qoffset[1] * mm, header.qoffset[2] * mm],
  );
  return isUsable(affine) ? affine : undefined;
}

function noSpacing(header: NiftiHeader): string {
  const pixDims = header.pixDims.slice(1, 4).join(", ");
  const sform = header.sformCode > 0 ? "the sform is not usable" : "there is no sform";
  return `the header gives no usable spacing: pixdim is ${pixDims} and ${sform}; expected positive lengths`;
}
