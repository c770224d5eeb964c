"""The chapter's network in PyTorch: float32, one thread, eager, from the start that the chapter draws.

Usage: torch_chapter.py SAMPLES_PER_CLASS UNITS EVALUATE_EVERY, 0 for no validation; a step of protocol.py is an epoch.
"""

import sys

import numpy as np
import torch
from torch import nn

from protocol import answer
from spiral import spiral

LAMBDA = 1e-5
LEARNING_RATE = 0.05
DECAY = 1e-8


def as_tensors(samples):
    inputs, labels = samples
    return torch.from_numpy(inputs).float(), torch.from_numpy(labels).long()


def main():
    torch.set_num_threads(1)
    samples, units, evaluate_every = (int(arg) for arg in sys.argv[1:])
    np.random.seed(0)
    inputs, labels = as_tensors(spiral(samples))
    network = nn.Sequential(nn.Linear(2, units), nn.ReLU(), nn.Linear(units, 3))
    with torch.no_grad():
        for layer in (network[0], network[2]):
            weights = 0.01 * np.random.randn(layer.in_features, layer.out_features)
            layer.weight.copy_(torch.from_numpy(weights.T))
            layer.bias.zero_()
    validation_inputs, validation_labels = as_tensors(spiral(100))
    data_loss_of = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.999), eps=1e-7)
    epoch = 0

    def train(epochs):
        nonlocal epoch
        for _ in range(epochs):
            logits = network(inputs)
            first = network[0]
            penalty = LAMBDA * (first.weight * first.weight).sum() + LAMBDA * (first.bias * first.bias).sum()
            loss = data_loss_of(logits, labels) + penalty
            recorded = loss.item(), (logits.argmax(1) == labels).float().mean().item()
            optimizer.zero_grad()
            loss.backward()
            if evaluate_every > 0 and epoch % evaluate_every == 0:
                with torch.no_grad():
                    logits = network(validation_inputs)
                    data_loss_of(logits, validation_labels).item()
                    (logits.argmax(1) == validation_labels).float().mean().item()
            for group in optimizer.param_groups:
                group["lr"] *= 1.0 / (1.0 + DECAY * epoch)
            optimizer.step()
            epoch += 1
        return recorded[0]

    answer(train)


main()
