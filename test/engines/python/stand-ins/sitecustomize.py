"""Threads in place of the processes that nnU-Net starts by the dozen: each would load PyTorch once more."""

import multiprocessing
from multiprocessing.pool import ThreadPool

multiprocessing.get_context("spawn").Pool = ThreadPool
