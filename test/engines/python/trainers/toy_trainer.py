"""A training of nnU-Net that ends in seconds on a processor; found through the variable nnUNet_extTrainer."""

import os

from nnunetv2.training.nnUNetTrainer.nnUNetTrainer import nnUNetTrainer

# Augmentation in the process of the training. The planner, which takes the variable for a number of threads, must not see 0.
os.environ["nnUNet_n_proc_DA"] = "0"


class nnUNetTrainerToy(nnUNetTrainer):
    # nnU-Net keeps the arguments by their names: they cannot be gathered in *args.
    def __init__(self, plans, configuration, fold, dataset_json, device):
        super().__init__(plans, configuration, fold, dataset_json, device)
        self.num_epochs = 2
        self.num_iterations_per_epoch = 5
        self.num_val_iterations_per_epoch = 1
