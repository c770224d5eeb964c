"""A wider network on shuffled batches of random data in PyTorch: float32, one thread, eager.

Usage: torch_wide.py SAMPLES BATCH_SIZE INPUTS UNITS... CLASSES; a step of protocol.py is an update. Data, initial weights and
each epoch's order come from NumPy's stream of seed 0, in this order.
"""

import sys

import numpy as np
import torch
from torch import nn

from protocol import answer


def main():
    torch.set_num_threads(1)
    samples, batch_size, *widths = (int(arg) for arg in sys.argv[1:])
    np.random.seed(0)
    inputs = torch.from_numpy(np.random.randn(samples, widths[0])).float()
    labels = torch.arange(samples) % widths[-1]
    layers = []
    for fan_in, units in zip(widths, widths[1:]):
        layer = nn.Linear(fan_in, units)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(0.01 * np.random.randn(fan_in, units).T))
            layer.bias.zero_()
        layers += [layer, nn.ReLU()]
    network = nn.Sequential(*layers[:-1])
    loss_of = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001, eps=1e-7)
    batches = samples // batch_size
    order = None
    step = 0

    def train(steps):
        nonlocal order, step
        for _ in range(steps):
            batch = step % batches
            if batch == 0:
                order = torch.from_numpy(np.random.permutation(samples))
            rows = order[batch * batch_size : (batch + 1) * batch_size]
            logits = network(inputs[rows])
            targets = labels[rows]
            loss = loss_of(logits, targets)
            recorded = loss.item(), (logits.argmax(1) == targets).float().mean().item()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            step += 1
        return recorded[0]

    answer(train)


main()
