"""In place of MedSAM's package: a model whose answer is what the slice shows bright in the box that it was given."""

import torch


class Sam(torch.nn.Module):
    def __init__(self, checkpoint):
        super().__init__()
        with open(checkpoint) as file:
            assert file.read() == "weights"

    def image_encoder(self, image):
        assert image.shape == (1, 3, 1024, 1024), image.shape
        assert image.min() >= 0 and image.max() <= 1
        return image[:, :1]

    class PromptEncoder:
        def __call__(self, points, boxes, masks):
            assert points is None and masks is None and boxes.shape == (1, 1, 4), boxes.shape
            return boxes, None

        def get_dense_pe(self):
            return None

    prompt_encoder = PromptEncoder()

    def mask_decoder(self, image_embeddings, image_pe, sparse_prompt_embeddings, dense_prompt_embeddings, multimask_output):
        assert not multimask_output
        x_min, y_min, x_max, y_max = sparse_prompt_embeddings[0, 0].tolist()
        assert 0 <= x_min <= x_max < 1024 and 0 <= y_min <= y_max < 1024
        logits = torch.full_like(image_embeddings, -9)
        box = (..., slice(int(y_min), int(y_max) + 43), slice(int(x_min), int(x_max) + 43))
        logits[box] = torch.where(image_embeddings[box] > 0.5, 9.0, -9.0)
        return logits[..., ::4, ::4], None


sam_model_registry = {"vit_b": Sam}
