"""In place of timm, which the transformers among nnU-Net's trainers ask for and nothing here trains."""

import sys


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return type(name, (), {})


__path__ = []
for part in ("layers", "models", "models.eva"):
    sys.modules[f"{__name__}.{part}"] = sys.modules[__name__]
