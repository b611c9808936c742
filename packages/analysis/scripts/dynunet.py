"""Trains and applies the DynUNet of MONAI for `pgt study`, and for anyone who calls it.

    dynunet.py version
    dynunet.py plan DATASET OUTPUT              what the labels as they came decide, once for all versions
    dynunet.py train DATASET PLAN OUTPUT ...    a training, from nothing or --from weights
    dynunet.py predict IMAGES WEIGHTS OUTPUT    a mask for each image

DATASET is a folder as nnU-Net has it: imagesTr with {case}_0000.nii.gz, labelsTr, dataset.json. The recipe of Jaus et
al. 2025 is the default: 1000 epochs of 250 batches, AdamW, a cosine schedule, deterministic, at the median spacing.
Needs Python 3.9 or newer, monai and nibabel.
"""

import argparse
import json
import os
from importlib.metadata import version
from pathlib import Path

os.environ.setdefault("CUBLAS_WORKSPACE_CONFIG", ":4096:8")

import nibabel
import numpy as np
import torch
from monai.inferers import sliding_window_inference
from monai.losses import DiceCELoss
from monai.networks.nets import DynUNet
from monai.utils import set_determinism
from torch.nn.functional import interpolate

ENDINGS = (".nii.gz", ".nii")
VOXELS_A_CASE = 10_000
FEWEST_VOXELS = 4
MOST_FILTERS = 320


def cases_in(folder):
    """Case -> images by channel."""
    cases = {}
    for path in sorted(Path(folder).iterdir()):
        ending = next((one for one in ENDINGS if path.name.endswith(one)), None)
        if ending is None:
            raise SystemExit(f"{path}: expected an image that ends in {' or '.join(ENDINGS)}")
        cases.setdefault(path.name[: -len(ending) - len("_0000")], []).append(path)
    return cases


def read_image(paths):
    """Channels first, with the spacing in mm and the first file."""
    files = [nibabel.load(path) for path in paths]
    image = np.stack([file.get_fdata(dtype=np.float32) for file in files])
    return image, np.array(files[0].header.get_zooms()[:3], dtype=float), files[0]


def read_labels(path):
    return np.asarray(nibabel.load(path).dataobj).round().astype(np.int16)


def mask_of(dataset, case):
    return next(path for path in (Path(dataset, "labelsTr", case + ending) for ending in ENDINGS) if path.exists())


def plan(dataset, output):
    """Spacing and intensities from the labels as they came: other versions of them must not change the images."""
    spacings, samples = [], []
    draw = np.random.default_rng(0)
    for case, paths in cases_in(Path(dataset, "imagesTr")).items():
        image, spacing, _ = read_image(paths)
        spacings.append(spacing)
        marked = image[:, read_labels(mask_of(dataset, case)) > 0]
        samples.append(marked[:, draw.permutation(marked.shape[1])[:VOXELS_A_CASE]])
    voxels = np.concatenate(samples, axis=1)
    if voxels.size == 0:
        raise SystemExit(f"{dataset}: nothing is marked in any case, so that there are no intensities to go by")
    description = json.loads(Path(dataset, "dataset.json").read_text())
    made = {
        "spacing": np.median(spacings, axis=0).tolist(),
        "low": np.percentile(voxels, 0.5, axis=1).tolist(),
        "high": np.percentile(voxels, 99.5, axis=1).tolist(),
        "mean": voxels.mean(axis=1).tolist(),
        "sd": np.maximum(voxels.std(axis=1), 1e-6).tolist(),
        "isCt": [str(name).upper() == "CT" for name in description["channel_names"].values()],
    }
    Path(output, "plan.json").write_text(json.dumps(made, indent=1))


def normalised(image, made):
    """CT is clipped and scaled as the plan says; anything else by its own mean and deviation."""
    for at, is_ct in enumerate(made["isCt"]):
        channel = image[at]
        if is_ct:
            image[at] = (channel.clip(made["low"][at], made["high"][at]) - made["mean"][at]) / made["sd"][at]
        else:
            image[at] = (channel - channel.mean()) / max(channel.std(), 1e-6)
    return image


def resampled_shape(shape, spacing, made):
    return np.maximum(1, np.round(np.array(shape) * spacing / made["spacing"])).astype(int).tolist()


def resampled_image(image, spacing, made):
    shape = resampled_shape(image.shape[1:], spacing, made)
    return interpolate(torch.from_numpy(normalised(image, made))[None], shape, mode="trilinear")[0]


def resampled_labels(labels, shape):
    return interpolate(torch.from_numpy(labels)[None, None].float(), shape, mode="nearest-exact")[0, 0].to(torch.int16)


class Patches(torch.utils.data.Dataset):
    """Batches drawn from cases that lie resampled on disk; every second patch has a marked voxel in its middle."""

    def __init__(self, folder, cases, args, patch):
        self.folder, self.cases, self.args, self.patch = folder, cases, args, patch

    def __len__(self):
        return self.args.epochs * self.args.batches

    def __getitem__(self, at):
        draw = np.random.default_rng([self.args.seed, at])
        pairs = [self.pair(draw, one % 2 == 1) for one in range(self.args.batch_size)]
        return [torch.stack(part) for part in zip(*pairs)]

    def pair(self, draw, on_label):
        case = self.cases[draw.integers(len(self.cases))]
        image = np.load(self.folder / f"{case}-image.npy", mmap_mode="r")
        labels = np.load(self.folder / f"{case}-labels.npy", mmap_mode="r")
        marked = np.load(self.folder / f"{case}-marked.npy", mmap_mode="r")
        shape = np.array(labels.shape)
        middle = marked[draw.integers(len(marked))] if on_label and len(marked) > 0 else draw.integers(shape)
        start = np.clip(middle - self.patch // 2, 0, np.maximum(shape - self.patch, 0))
        here = tuple(slice(a, a + n) for a, n in zip(start, self.patch))
        own, mask = np.array(image[(slice(None), *here)]), np.array(labels[here])
        gaps = [(0, n - have) for n, have in zip(self.patch, mask.shape)]
        own, mask = np.pad(own, [(0, 0), *gaps]), np.pad(mask, gaps)
        axes = [axis for axis in range(3) if draw.random() < 0.5]
        own, mask = np.flip(own, [axis + 1 for axis in axes]), np.flip(mask, axes)
        own = own * draw.uniform(0.9, 1.1) + draw.uniform(-0.1, 0.1) + draw.normal(0, 0.05, own.shape)
        return torch.from_numpy(own.astype(np.float32)), torch.from_numpy(mask.astype(np.int64))


def levels_of(patch, spacing):
    """Kernels and strides, level by level: an axis is halved while it is long enough and its spacing not the coarsest by far."""
    size, mm = np.array(patch), np.array(spacing, dtype=float)
    kernels, strides = [], [[1, 1, 1]]
    while True:
        is_fine = mm < 2 * mm.min()
        kernels.append(np.where(is_fine, 3, 1).tolist())
        halved = is_fine & (size >= 2 * FEWEST_VOXELS)
        if not halved.any() or len(kernels) == 6:
            return kernels, strides
        strides.append(np.where(halved, 2, 1).tolist())
        size, mm = np.where(halved, size // 2, size), np.where(halved, mm * 2, mm)


def network_of(shape):
    filters = [min(MOST_FILTERS, shape["filters"] * 2**level) for level in range(len(shape["kernels"]))]
    return DynUNet(
        spatial_dims=3,
        in_channels=shape["channels"],
        out_channels=len(shape["labels"]) + 1,
        kernel_size=shape["kernels"],
        strides=shape["strides"],
        upsample_kernel_size=shape["strides"][1:],
        filters=filters,
    )


def load_start(network, path):
    """Weights of a training before this one; a layer of another form, as the last one for other labels, starts anew."""
    before = torch.load(path, map_location="cpu", weights_only=True)["network"]
    own = network.state_dict()
    fitting = {name: value for name, value in before.items() if name in own and own[name].shape == value.shape}
    network.load_state_dict({**own, **fitting})
    print(f"{len(fitting)} of {len(own)} tensors are those of {path}")


def lay_resampled(dataset, made, labels, folder):
    folder.mkdir(parents=True, exist_ok=True)
    cases = cases_in(Path(dataset, "imagesTr"))
    for case, paths in cases.items():
        image, spacing, _ = read_image(paths)
        image = resampled_image(image, spacing, made)
        ids = read_labels(mask_of(dataset, case))
        classes = np.searchsorted([0, *labels], ids).astype(np.int16)
        mask = resampled_labels(classes, image.shape[1:])
        np.save(folder / f"{case}-image.npy", image.numpy())
        np.save(folder / f"{case}-labels.npy", mask.numpy())
        np.save(folder / f"{case}-marked.npy", np.argwhere(mask.numpy() > 0))
    return list(cases)


def train(args):
    set_determinism(args.seed, use_deterministic_algorithms=True)
    made = json.loads(Path(args.plan, "plan.json").read_text())
    description = json.loads(Path(args.dataset, "dataset.json").read_text())
    labels = sorted(label for label in description["labels"].values() if label != 0)
    patch = np.array([int(side) for side in args.patch.split("x")])
    kernels, strides = levels_of(patch, made["spacing"])
    step = np.prod(strides, axis=0)
    patch = np.maximum(step, patch // step * step)
    channels = len(description["channel_names"])
    shape = {"channels": channels, "labels": labels, "kernels": kernels, "strides": strides, "filters": args.filters}
    network = network_of(shape).to(args.device)
    if args.start:
        load_start(network, args.start)
    folder = Path("resampled")
    cases = lay_resampled(args.dataset, made, labels, folder)
    optimizer = torch.optim.AdamW(network.parameters(), lr=args.learning_rate, weight_decay=args.weight_decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, args.epochs)
    loss_of = DiceCELoss(softmax=True, include_background=False, batch=True)
    batches = torch.utils.data.DataLoader(
        Patches(folder, cases, args, patch), batch_size=None, shuffle=False, num_workers=args.workers
    )
    network.train()
    losses, overlap, extent = [], 0.0, 0.0
    for at, (images, masks) in enumerate(batches):
        images, masks = images.to(args.device), masks.to(args.device)
        # Spelt out: the cross-entropy of whole numbers has no deterministic form on CUDA.
        wanted = torch.stack([masks == label for label in range(len(labels) + 1)], dim=1).float()
        answer = network(images)
        loss = loss_of(answer, wanted)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 12)
        optimizer.step()
        losses.append(float(loss.detach()))
        found = answer.argmax(1)
        overlap += float((2 * (found == masks) * (masks > 0)).sum())
        extent += float((found > 0).sum() + (masks > 0).sum())
        if (at + 1) % args.batches == 0:
            epoch = (at + 1) // args.batches
            dice = overlap / extent if extent > 0 else 0.0
            print(f"epoch {epoch} loss {np.mean(losses):.6f} training dice {dice:.6f}", flush=True)
            losses, overlap, extent = [], 0.0, 0.0
            schedule.step()
    network_file = Path(args.output, "network.pt")
    torch.save({"network": network.state_dict(), "shape": shape, "plan": made, "patch": patch.tolist()}, network_file)


def predict(args):
    kept = torch.load(Path(args.weights, "network.pt"), map_location="cpu", weights_only=True)
    shape, made = kept["shape"], kept["plan"]
    network = network_of(shape)
    network.load_state_dict(kept["network"])
    network = network.to(args.device).eval()
    labels = np.array([0, *shape["labels"]], dtype=np.uint16)
    for case, paths in cases_in(args.images).items():
        image, spacing, file = read_image(paths)
        own = resampled_image(image, spacing, made)[None].to(args.device)
        with torch.no_grad():
            answer = sliding_window_inference(own, kept["patch"], 1, network, overlap=0.5, mode="gaussian").cpu()
        # Label by label: all of them at the size of a whole scan would not fit into memory.
        best = torch.full(image.shape[1:], -torch.inf)
        found = torch.zeros(image.shape[1:], dtype=torch.int64)
        for at in range(answer.shape[1]):
            one = interpolate(answer[:, at : at + 1], image.shape[1:], mode="trilinear")[0, 0]
            is_better = one > best
            best[is_better], found[is_better] = one[is_better], at
        mask = nibabel.Nifti1Image(labels[found.numpy()], file.affine)
        mask.header.set_zooms(spacing)
        nibabel.save(mask, Path(args.output, f"{case}.nii.gz"))


def main():
    parser = argparse.ArgumentParser(description="DynUNet of MONAI for pgt study")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("version")
    planning = commands.add_parser("plan")
    training = commands.add_parser("train")
    predicting = commands.add_parser("predict")
    for one, names in (
        (planning, ("dataset", "output")),
        (training, ("dataset", "plan", "output")),
        (predicting, ("images", "weights", "output")),
    ):
        for name in names:
            one.add_argument(name)
    for one in (training, predicting):
        one.add_argument("--device", default="cuda")
    training.add_argument("--from", dest="start", metavar="FILE", help="network.pt of a training before this one")
    training.add_argument("--seed", type=int, default=0)
    training.add_argument("--epochs", type=int, default=1000)
    training.add_argument("--batches", type=int, default=250, help="in an epoch")
    training.add_argument("--batch-size", type=int, default=2)
    training.add_argument("--patch", default="96x96x96", help="voxels, each side made divisible")
    training.add_argument("--filters", type=int, default=32, help="of the first level")
    training.add_argument("--learning-rate", type=float, default=1e-3)
    training.add_argument("--weight-decay", type=float, default=1e-2)
    training.add_argument("--workers", type=int, default=4, help="processes that draw patches")
    args = parser.parse_args()
    if args.command == "version":
        print(f"monai {version('monai')}, torch {torch.__version__}")
    elif args.command == "plan":
        plan(args.dataset, args.output)
    elif args.command == "train":
        train(args)
    else:
        predict(args)


if __name__ == "__main__":
    main()
