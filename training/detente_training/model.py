"""An encoder with the coder's heads. Names of the parameters are those of the file that ships."""

import torch
from torch import nn
from torch.nn import functional as F

from .labels import ATTRIBUTES, ROLES, TYPES

HIDDEN = 192
NARROW = 64
REACH = 16


class EachWord(nn.Module):
    """What every word is to some words: V gelu(A asker + B word + distance)."""

    def __init__(self, width, middle, outputs):
        super().__init__()
        self.a = nn.Parameter(torch.randn(middle, width) * 0.02)
        self.b = nn.Parameter(torch.randn(middle, width) * 0.02)
        self.bias = nn.Parameter(torch.zeros(middle))
        self.distance = nn.Parameter(torch.randn(2 * REACH + 1, middle) * 0.02)
        self.v = nn.Parameter(torch.randn(outputs, middle) * 0.05)
        self.c = nn.Parameter(torch.zeros(outputs))

    def forward(self, askers, words, begins):
        """askers [N,d], words [N,W,d], begins [N]: logits [N,W,outputs]"""
        at = torch.arange(words.shape[1], device=words.device)[None]
        bucket = (at - begins[:, None]).clamp(-REACH, REACH) + REACH
        mixed = (askers @ self.a.T)[:, None] + words @ self.b.T + self.bias + self.distance[bucket]
        return F.gelu(mixed) @ self.v.T + self.c


class Pair(nn.Module):
    """What one span does to another: V gelu(A source + B target + M all words)."""

    def __init__(self, width):
        super().__init__()
        self.a = nn.Parameter(torch.randn(HIDDEN, width) * 0.02)
        self.b = nn.Parameter(torch.randn(HIDDEN, width) * 0.02)
        self.m = nn.Parameter(torch.randn(HIDDEN, width) * 0.02)
        self.bias = nn.Parameter(torch.zeros(HIDDEN))
        self.v = nn.Parameter(torch.randn(len(TYPES), HIDDEN) * 0.05)
        self.c = nn.Parameter(torch.zeros(len(TYPES)))

    def forward(self, source, target, whole):
        mixed = source @ self.a.T + target @ self.b.T + whole @ self.m.T + self.bias
        return F.gelu(mixed) @ self.v.T + self.c


class Coder(nn.Module):
    """The encoder and its heads."""

    def __init__(self, encoder, dropout=0.1):
        super().__init__()
        width = encoder.config.hidden_size
        self.encoder = encoder
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Linear(width, len(TYPES))
        self.attr = nn.ModuleDict({name: nn.Linear(width, len(of)) for name, of in ATTRIBUTES.items()})
        self.role = EachWord(width, HIDDEN, len(ROLES))
        self.pair = Pair(width)
        self.home = EachWord(width, NARROW, 1)

    def words(self, pieces, mask, first):
        """Vectors of words: those of their first pieces. [B,W,d]"""
        hidden = self.encoder(input_ids=pieces, attention_mask=mask).last_hidden_state
        return self.drop(hidden.gather(1, first[..., None].expand(-1, -1, hidden.shape[-1])))
