# The run "chapter-100x64" of Lambdascope in NumPy.
#
# It draws the same data and the same initial weights, and prints the same losses: in float64 they agree
# to rounding at first. Training amplifies such differences, so late epochs may differ in more digits.

import math

import numpy as np

SEED = 0
CLASSES = 3
NOISE = 0.2
EPOCHS = 101
LEARNING_RATE = 0.05
DECAY = 1e-08
EVALUATE_EVERY = 10  # epochs
PRINT_EVERY = 100  # epochs


def draw_spiral(samples_per_class, random):
    """One noisy arm per class."""
    points, labels = [], []
    for label in range(CLASSES):
        for index in range(samples_per_class):
            share = index / max(1, samples_per_class - 1)
            angle = 2.5 * (4 * (label + share) + NOISE * random.randn())
            point = [share * np.sin(angle), share * np.cos(angle)]
            points.append(point)
            labels.append(label)
    return np.array(points), np.array(labels)


class Dense:
    """outputs = inputs . weights + biases, with penalties on its parameters."""

    def __init__(self, inputs, units, weight_l2=0.0, bias_l2=0.0):
        self.weights = 0.01 * random.randn(inputs, units)
        self.biases = np.zeros(units)
        self.weight_l2 = weight_l2
        self.bias_l2 = bias_l2

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, gradient):
        self.weight_gradient = self.inputs.T @ gradient
        self.bias_gradient = gradient.sum(axis=0)
        self.weight_gradient += 2 * self.weight_l2 * self.weights
        self.bias_gradient += 2 * self.bias_l2 * self.biases
        return gradient @ self.weights.T

    def penalty(self):
        return (
            self.weight_l2 * (self.weights ** 2).sum()
            + self.bias_l2 * (self.biases ** 2).sum()
        )


class ReLU:
    """outputs = max(0, inputs)."""

    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, gradient):
        return np.where(self.inputs > 0, gradient, 0)


# The order of these draws is part of what a seed means.
random = np.random.RandomState(SEED)
x_train, y_train = draw_spiral(100, random)
network = [
    Dense(2, 64, weight_l2=1e-05, bias_l2=1e-05),
    ReLU(),
    Dense(64, 3),
]
dense_layers = [layer for layer in network if isinstance(layer, Dense)]
parameters = [values for layer in dense_layers for values in (layer.weights, layer.biases)]
x_validation, y_validation = draw_spiral(100, random)


means = [np.zeros_like(parameter) for parameter in parameters]
squares = [np.zeros_like(parameter) for parameter in parameters]


def optimize(gradients, learning_rate, update):
    """Adam. Changes the parameters in place."""
    for parameter, gradient, mean, square in zip(parameters, gradients, means, squares):
        mean[:] = 0.9 * mean + (1 - 0.9) * gradient
        square[:] = 0.999 * square + (1 - 0.999) * gradient**2
        # Both start at 0, which is undone.
        corrected_mean = mean / (1 - 0.9 ** (update + 1))
        corrected_square = square / (1 - 0.999 ** (update + 1))
        parameter -= learning_rate * corrected_mean / (np.sqrt(corrected_square) + 1e-07)


def forward(x):
    """Logits of each sample."""
    for layer in network:
        x = layer.forward(x)
    return x


def softmax(logits):
    exponentials = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponentials / exponentials.sum(axis=1, keepdims=True)


def measure(logits, labels):
    """Categorical cross-entropy and accuracy."""
    shifted = logits - logits.max(axis=1, keepdims=True)
    losses = np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(labels)), labels]
    return float(losses.mean()), float((logits.argmax(axis=1) == labels).mean())


def evaluate(x, labels):
    """Data loss and accuracy of the present parameters."""
    return measure(forward(x), labels)


def training_step(x, labels, learning_rate, update):
    """Updates all parameters once. Returns the metrics of those before: data loss, penalty, accuracy."""
    logits = forward(x)
    data_loss, accuracy = measure(logits, labels)
    penalty = float(sum(layer.penalty() for layer in dense_layers))
    if math.isfinite(data_loss + penalty):
        # The gradient through loss and softmax together.
        gradient = softmax(logits)
        gradient[np.arange(len(labels)), labels] -= 1
        gradient /= len(labels)
        for layer in reversed(network):
            gradient = layer.backward(gradient)
        gradients = [g for layer in dense_layers for g in (layer.weight_gradient, layer.bias_gradient)]
        optimize(gradients, learning_rate, update)
    return data_loss, penalty, accuracy


history = []  # one entry an epoch
learning_rate = LEARNING_RATE

for epoch in range(EPOCHS):
    # What is recorded of an epoch is of the parameters before its first update.
    is_validated = epoch % EVALUATE_EVERY == 0 or epoch == EPOCHS - 1
    validation_loss, validation_accuracy = None, None
    if is_validated:
        validation_loss, validation_accuracy = evaluate(x_validation, y_validation)

    rate = learning_rate
    learning_rate *= 1 / (1 + DECAY * epoch)  # compounds, as in the chapter
    data_loss, penalty, accuracy = training_step(x_train, y_train, learning_rate, epoch)

    loss = data_loss + penalty
    history.append({
        "epoch": epoch, "loss": loss, "data_loss": data_loss, "regularization_loss": penalty,
        "accuracy": accuracy, "learning_rate": rate,
        "validation_loss": validation_loss, "validation_accuracy": validation_accuracy,
    })
    if epoch % PRINT_EVERY == 0:
        print(
            f"epoch: {epoch} acc: {accuracy:.3f} loss: {loss:.3f} "
            f"(data_loss: {data_loss:.3f} reg_loss: {penalty:.3f}) lr: {rate}"
        )
    if not math.isfinite(loss):
        print("diverged: the loss is not finite")
        break

validation_loss, validation_accuracy = evaluate(x_validation, y_validation)
print(f"validation, acc: {validation_accuracy:.3f}, loss: {validation_loss:.3f}")
