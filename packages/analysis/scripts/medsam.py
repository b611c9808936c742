"""Segments what lies in boxes by MedSAM, slice by slice, for `pgt study`.

    medsam.py IMAGES PROMPTS OUTPUT --checkpoint medsam_vit_b.pth

IMAGES holds {case}_0000.nii.gz, PROMPTS the files {case}.json that `pgt prompts` writes for slices along the third axis.
Needs Python 3.9 or newer, the package segment_anything of MedSAM's repository, PyTorch and nibabel.
"""

import argparse
import json
from pathlib import Path

import nibabel
import numpy as np
import torch
from segment_anything import sam_model_registry
from torch.nn.functional import interpolate

SIDE = 1024
ENDINGS = (".nii.gz", ".nii")


def image_of(folder, case):
    for ending in ENDINGS:
        path = Path(folder, f"{case}_0000{ending}")
        if path.exists():
            return nibabel.load(path)
    raise SystemExit(f"{folder}: no image {case}_0000 that ends in {' or '.join(ENDINGS)}")


def brightness(volume, modality, window):
    """From 0 to 1: a window of CT, or what lies between the percentiles of anything else."""
    if modality == "ct":
        level, width = window
        low, high = level - width / 2, level + width / 2
    else:
        low, high = np.percentile(volume[volume > 0] if (volume > 0).any() else volume, [0.5, 99.5])
    return ((volume - low) / max(high - low, 1e-6)).clip(0, 1)


@torch.no_grad()
def marked_in(model, embedding, box, shape, device):
    """Probability of each pixel of a slice to belong to what the box surrounds; x runs along the columns."""
    rows, columns = shape
    scale = SIDE / np.array([columns, rows, columns, rows])
    corners = torch.as_tensor(np.array(box) * scale, dtype=torch.float, device=device)[None, None]
    sparse, dense = model.prompt_encoder(points=None, boxes=corners, masks=None)
    logits, _ = model.mask_decoder(
        image_embeddings=embedding,
        image_pe=model.prompt_encoder.get_dense_pe(),
        sparse_prompt_embeddings=sparse,
        dense_prompt_embeddings=dense,
        multimask_output=False,
    )
    return interpolate(torch.sigmoid(logits), (rows, columns), mode="bilinear")[0, 0].cpu().numpy()


@torch.no_grad()
def embedding_of(model, pixels, device):
    image = torch.from_numpy(np.ascontiguousarray(pixels)).float().to(device)[None, None]
    large = interpolate(image, (SIDE, SIDE), mode="bicubic", antialias=True).clamp(0, 1)
    return model.image_encoder(large.expand(1, 3, SIDE, SIDE))


def segment(model, file, boxes, args):
    """Where boxes meet, the label with the greatest probability has the pixel."""
    volume = brightness(file.get_fdata(dtype=np.float32), args.modality, args.window)
    labels = np.zeros(volume.shape, dtype=np.uint16)
    by_slice = {}
    for one in boxes:
        by_slice.setdefault(one["slice"], []).append(one)
    for at, own in by_slice.items():
        embedding = embedding_of(model, volume[:, :, at].T, args.device)
        best = np.full(volume.shape[1::-1], 0.5)
        for one in own:
            found = marked_in(model, embedding, one["box"], best.shape, args.device)
            is_better = found > best
            best[is_better] = found[is_better]
            labels[:, :, at][is_better.T] = one["label"]
    return labels


def main():
    parser = argparse.ArgumentParser(description="MedSAM for pgt study")
    for name in ("images", "prompts", "output"):
        parser.add_argument(name)
    parser.add_argument("--checkpoint", required=True)
    parser.add_argument("--modality", choices=["ct", "other"], default="ct")
    parser.add_argument("--window", type=float, nargs=2, default=[40, 400], metavar=("LEVEL", "WIDTH"))
    parser.add_argument("--device", default="cuda")
    args = parser.parse_args()
    model = sam_model_registry["vit_b"](checkpoint=args.checkpoint).to(args.device).eval()
    for path in sorted(Path(args.prompts).glob("*.json")):
        prompt = json.loads(path.read_text())
        if "boxes" not in prompt:
            continue
        file = image_of(args.images, path.stem)
        mask = nibabel.Nifti1Image(segment(model, file, prompt["boxes"], args), file.affine)
        nibabel.save(mask, Path(args.output, f"{path.stem}.nii.gz"))


if __name__ == "__main__":
    main()
