"""The chapter's data set."""

import numpy as np


def spiral(samples, classes=3):
    inputs = np.zeros((samples * classes, 2))
    labels = np.zeros(samples * classes, dtype="uint8")
    for label in range(classes):
        rows = range(samples * label, samples * (label + 1))
        radius = np.linspace(0.0, 1, samples)
        angle = np.linspace(label * 4, (label + 1) * 4, samples) + np.random.randn(samples) * 0.2
        inputs[rows] = np.c_[radius * np.sin(angle * 2.5), radius * np.cos(angle * 2.5)]
        labels[rows] = label
    return inputs, labels
