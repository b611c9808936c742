"""Overlap and border distances of two label maps with SciPy, or with scikit-image.

    python3 scipy_peer.py scipy|skimage REFERENCE PREDICTION

Borders are the voxels of a label with one of their 6 neighbours outside it; outside the image is background. Every
label is cropped to the box that holds it in both masks. Prints one JSON object: "label metric" -> value.
"""

import json
import sys

import nibabel
import numpy as np


def box_of(mask):
    """The slices of a mask's box, widened by one voxel; None for an empty mask."""
    ranges = []
    for axis in range(mask.ndim):
        other = tuple(k for k in range(mask.ndim) if k != axis)
        inside = np.flatnonzero(mask.any(axis=other))
        if inside.size == 0:
            return None
        ranges.append(slice(inside[0], inside[-1] + 1))
    return tuple(ranges)


def pairs_of_boxes(reference, prediction):
    labels = np.union1d(np.unique(reference), np.unique(prediction))
    for label in labels[labels != 0]:
        a, b = reference == label, prediction == label
        box = box_of(a | b)
        yield int(label), np.pad(a[box], 1), np.pad(b[box], 1)


def with_scipy(reference, prediction, spacing):
    from scipy import ndimage

    values = {}
    for label, a, b in pairs_of_boxes(reference, prediction):
        both, sizes = np.count_nonzero(a & b), np.count_nonzero(a) + np.count_nonzero(b)
        values[f"{label} dice"] = 2 * both / sizes
        values[f"{label} jaccard"] = both / (sizes - both)
        if not a.any() or not b.any():
            continue
        border_a, border_b = a & ~ndimage.binary_erosion(a), b & ~ndimage.binary_erosion(b)
        to_b = ndimage.distance_transform_edt(~border_b, sampling=spacing)[border_a]
        to_a = ndimage.distance_transform_edt(~border_a, sampling=spacing)[border_b]
        values[f"{label} hd"] = max(to_a.max(), to_b.max())
        values[f"{label} hd95"] = max(np.percentile(to_a, 95), np.percentile(to_b, 95))
        values[f"{label} assd"] = (to_a.sum() + to_b.sum()) / (to_a.size + to_b.size)
        values[f"{label} masd"] = (to_a.mean() + to_b.mean()) / 2
        for tolerance in (1, 2):
            within = np.count_nonzero(to_a <= tolerance) + np.count_nonzero(to_b <= tolerance)
            values[f"{label} nsd@{tolerance}"] = within / (to_a.size + to_b.size)
    return values


def with_skimage(reference, prediction, spacing):
    from skimage.metrics import contingency_table, hausdorff_distance
    from skimage.segmentation import find_boundaries

    joint = contingency_table(reference, prediction, normalize=False).toarray()
    joint = np.pad(joint, [(0, max(0, joint.shape[1 - axis] - joint.shape[axis])) for axis in (0, 1)])
    values = {}
    for label, a, b in pairs_of_boxes(reference, prediction):
        both, sizes = joint[label, label], joint[label].sum() + joint[:, label].sum()
        values[f"{label} dice"] = 2 * both / sizes
        values[f"{label} jaccard"] = both / (sizes - both)
        # This function knows voxels, not millimetres.
        if a.any() and b.any() and set(spacing) == {1.0}:
            borders = [find_boundaries(mask, connectivity=1, mode="inner") for mask in (a, b)]
            values[f"{label} hd"] = hausdorff_distance(*borders)
    return values


def main():
    tool, *paths = sys.argv[1:]
    images = [nibabel.load(path) for path in paths]
    volumes = [np.asanyarray(image.dataobj) for image in images]
    spacing = [float(size) for size in images[0].header.get_zooms()[:3]]
    values = {"scipy": with_scipy, "skimage": with_skimage}[tool](*volumes, spacing)
    json.dump({key: float(value) for key, value in values.items()}, sys.stdout)


if __name__ == "__main__":
    main()
