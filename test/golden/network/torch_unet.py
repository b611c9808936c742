"""Golden values of the small U-Net: the same network, loss and optimisers in PyTorch, in double precision.

    python torch_unet.py > torch-unet.json        (values in the tree: torch 2.13.0+cpu)

Parameters, images and labels are hashes of their index, so that the test makes the same ones.
"""

import json

import torch
import torch.nn.functional as F

SIZE, CLASSES, IMAGES, HEIGHT, WIDTH = 8, 3, 2, 24, 16
STEPS, RATE = 5, 0.01


def noise(n: int, stream: int) -> torch.Tensor:
    """n numbers from -1 to 1: Knuth's multiplicative hash of stream * 2^20 + index, low bits first mixed."""
    values = []
    for i in range(n):
        h = ((stream << 20) + i) * 2654435761 % 2**32
        h = (h ^ (h >> 15)) * 2246822519 % 2**32
        values.append((h ^ (h >> 13)) / 2**31 - 1)
    # As 32-bit numbers, which is what the kernels are given.
    return torch.tensor(values, dtype=torch.float32).double()


def tensors():
    """Shapes in the order of the weights: [row, column, input, output], then gain and bias."""
    c = [SIZE, 2 * SIZE, 2 * SIZE, 4 * SIZE]
    convolutions = []
    for level, outputs in enumerate(c):
        convolutions += [(1 if level == 0 else c[level - 1], outputs), (outputs, outputs)]
    convolutions += [(c[level + 1] + c[level], c[level]) for level in (2, 1, 0)]
    shapes = []
    for inputs, outputs in convolutions:
        shapes += [(3, 3, inputs, outputs), (outputs,), (outputs,)]
    return shapes + [(1, 1, c[0], CLASSES), (CLASSES,)]


def parameters():
    made = []
    for stream, shape in enumerate(tensors()):
        n = torch.Size(shape).numel()
        values = noise(n, stream)
        if len(shape) == 4:
            values = (values * (3 / (shape[0] * shape[1] * shape[2])) ** 0.5).float().double()
        elif stream % 3 == 1 and stream != len(tensors()) - 1:
            values = (1 + values / 4).float().double()
        else:
            values = (values / 4).float().double()
        made.append(values.reshape(shape).requires_grad_())
    return made


def scores(x, weights):
    at = iter(weights)

    def block(x):
        w, gain, bias = next(at), next(at), next(at)
        y = F.conv2d(x, w.permute(3, 2, 0, 1), padding=1)
        return F.leaky_relu(F.instance_norm(y, weight=gain, bias=bias, eps=1e-5), 0.01)

    skips = []
    for level in range(4):
        x = block(block(F.max_pool2d(x, 2) if level else x))
        skips.append(x)
    skips.pop()
    while skips:
        x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skips.pop()], 1))
    return F.conv2d(x, next(at).permute(3, 2, 0, 1), next(at))


def loss_of(z, labels):
    p, g = z.softmax(1), F.one_hot(labels, CLASSES).permute(0, 3, 1, 2)
    dims = (0, 2, 3)
    dice = (2 * (p * g).sum(dims) + 1) / (p.sum(dims) + g.sum(dims) + 1)
    return F.cross_entropy(z, labels) + 1 - dice[1:].mean()


def main():
    pixels = IMAGES * HEIGHT * WIDTH
    x = noise(pixels, 100).reshape(IMAGES, 1, HEIGHT, WIDTH)
    labels = ((noise(pixels, 101) + 1) * CLASSES / 2).long().clamp(max=CLASSES - 1).reshape(IMAGES, HEIGHT, WIDTH)
    weights = parameters()
    z = scores(x, weights)
    loss = loss_of(z, labels)
    loss.backward()
    document = {
        "torch": torch.__version__,
        "loss": loss.item(),
        "scores": z[:, :, HEIGHT // 2, :].flatten().tolist(),
        "gradients": [{"first": w.grad.flatten()[:4].tolist(), "norm": w.grad.norm().item()} for w in weights],
        "optimizers": {},
    }
    for name, optimizer, decay in (("adam", torch.optim.Adam, 0.0), ("adamw", torch.optim.AdamW, 0.1)):
        weights = parameters()
        steps = optimizer(weights, lr=RATE, weight_decay=decay)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(steps, STEPS)
        losses = []
        for _ in range(STEPS):
            steps.zero_grad()
            loss = loss_of(scores(x, weights), labels)
            loss.backward()
            steps.step()
            schedule.step()
            losses.append(loss.item())
        document["optimizers"][name] = {
            "weightDecay": decay,
            "losses": losses,
            "norms": [w.detach().norm().item() for w in weights],
        }
    print(json.dumps(document, indent=1))


main()
