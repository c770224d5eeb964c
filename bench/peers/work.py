"""What is trained: the same numbers, from NumPy's stream of seed 0, that the engine uses."""

import numpy as np

BETA_1, BETA_2, EPSILON = 0.9, 0.999, 1e-7


class Work:
    """A network of these widths, dense layers with ReLU in between and softmax last, trained with Adam; a lap is `steps` updates.

    `l2` is the penalty factor for the weights and biases of the first layer. The rate decays as in the chapter.
    """

    def __init__(self, data, samples, widths, scales, batch, steps, precision, l2, rate, decay):
        self.batch, self.steps, self.l2, self.decay = batch, steps, l2, decay
        self.dtype = np.dtype(precision)
        self.random = np.random.RandomState(0)
        inputs, labels = self._spiral(samples, widths[-1]) if data == "spiral" else self._normal(samples, widths)
        if data == "faint":
            inputs[:, ::2] *= 1e-38
        self.inputs, self.labels, self.samples = inputs.astype(self.dtype), labels, samples
        drawn = (scale * self.random.randn(*shape) for scale, shape in zip(scales, zip(widths, widths[1:])))
        self.weights = [weights.astype(self.dtype) for weights in drawn]
        self.rate, self.updates = rate, 0

    def _spiral(self, samples, classes):
        """The chapter's spiral."""
        count = samples // classes
        inputs, labels = np.zeros((samples, 2)), np.repeat(np.arange(classes), count)
        for label in range(classes):
            radius = np.linspace(0.0, 1, count)
            angle = np.linspace(label * 4, (label + 1) * 4, count) + self.random.randn(count) * 0.2
            inputs[labels == label] = np.c_[radius * np.sin(angle * 2.5), radius * np.cos(angle * 2.5)]
        return inputs, labels

    def _normal(self, samples, widths):
        return self.random.randn(samples, widths[0]), np.arange(samples) % widths[-1]

    def order(self):
        """The rows of a lap's batches, [steps, batch], in a new order each time."""
        return self.random.permutation(self.samples).reshape(self.steps, self.batch)

    def rates(self):
        """Learning rate and Adam's two bias corrections for a lap's updates, [steps, 3], with the decaying rate."""
        rows = np.empty((self.steps, 3))
        for row in rows:
            self.rate *= 1.0 / (1.0 + self.decay * self.updates)
            self.updates += 1
            row[:] = self.rate, 1 - BETA_1**self.updates, 1 - BETA_2**self.updates
        return rows
