"""The small U-Net of packages/network in PyTorch, on one thread.

    python3 torch_peer.py contiguous|channels_last PIXELS BATCH CLASSES

Prints one line, the version and the number of parameters; then, for every line with a number of steps that it reads,
the seconds that these took: forward, cross-entropy plus soft Dice, backward and AdamW.
"""

import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, inputs, outputs):
        super().__init__()
        self.convolution = nn.Conv2d(inputs, outputs, 3, padding=1, bias=False)
        self.normalization = nn.InstanceNorm2d(outputs, affine=True)

    def forward(self, x):
        return F.leaky_relu(self.normalization(self.convolution(x)), 0.01, inplace=True)


class Unet(nn.Module):
    def __init__(self, first, outputs):
        super().__init__()
        c = [first, 2 * first, 2 * first, 4 * first]
        inputs = [1, *c[:-1]]
        self.encoder = nn.ModuleList(nn.Sequential(Block(inputs[k], c[k]), Block(c[k], c[k])) for k in range(4))
        self.decoder = nn.ModuleList(Block(c[k + 1] + c[k], c[k]) for k in (2, 1, 0))
        self.head = nn.Conv2d(first, outputs, 1)

    def forward(self, x):
        skips = []
        for level, block in enumerate(self.encoder):
            x = block(F.max_pool2d(x, 2) if level else x)
            skips.append(x)
        skips.pop()
        for block in self.decoder:
            x = block(torch.cat([F.interpolate(x, scale_factor=2, mode="nearest"), skips.pop()], 1))
        return self.head(x)


def main():
    layout, (pixels, batch, classes) = sys.argv[1], map(int, sys.argv[2:])
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = Unet(8, classes)
    x = torch.randn(batch, 1, pixels, pixels)
    labels = torch.randint(0, classes, (batch, pixels, pixels))
    if layout == "channels_last":
        network = network.to(memory_format=torch.channels_last)
        x = x.to(memory_format=torch.channels_last)
    target = F.one_hot(labels, classes).permute(0, 3, 1, 2).float()
    optimizer = torch.optim.AdamW(network.parameters(), lr=1e-4)
    print(torch.__version__, sum(p.numel() for p in network.parameters()), flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        for _ in range(int(line)):
            scores = network(x)
            p = scores.softmax(1)
            dims = (0, 2, 3)
            dice = (2 * (p * target).sum(dims) + 1) / (p.sum(dims) + target.sum(dims) + 1)
            loss = F.cross_entropy(scores, labels) + 1 - dice[1:].mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        print(time.perf_counter() - start, flush=True)


main()
