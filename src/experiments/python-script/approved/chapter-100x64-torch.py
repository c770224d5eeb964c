# The run "chapter-100x64" of Lambdascope in PyTorch.
#
# It draws the same data and the same initial weights, and prints the same losses: in float64 they agree
# to rounding at first. Training amplifies such differences, so late epochs may differ in more digits.

import math

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)

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


def linear(inputs, units):
    """A dense layer with the run's initial weights; PyTorch keeps them transposed."""
    layer = nn.Linear(inputs, units)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(0.01 * random.randn(inputs, units).T))
        layer.bias.zero_()
    return layer


# The order of these draws is part of what a seed means.
random = np.random.RandomState(SEED)
x_train, y_train = draw_spiral(100, random)
model = nn.Sequential(
    linear(2, 64),
    nn.ReLU(),
    linear(64, 3),
)
x_validation, y_validation = draw_spiral(100, random)
x_train, x_validation = (torch.tensor(x, dtype=torch.get_default_dtype()) for x in (x_train, x_validation))
y_train, y_validation = torch.from_numpy(y_train), torch.from_numpy(y_validation)


optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.999), eps=1e-07)


def optimize(learning_rate):
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
    optimizer.step()


def regularization():
    """The penalties of all layers."""
    return (
        1e-05 * (model[0].weight ** 2).sum()
        + 1e-05 * (model[0].bias ** 2).sum()
    )


def measure(logits, labels):
    """Categorical cross-entropy and accuracy."""
    return nn.functional.cross_entropy(logits, labels), (logits.argmax(dim=1) == labels).double().mean()


def evaluate(x, labels):
    """Data loss and accuracy of the present parameters."""
    model.eval()
    with torch.no_grad():
        loss, accuracy = measure(model(x), labels)
    model.train()
    return loss.item(), accuracy.item()


def training_step(x, labels, learning_rate, update):
    """Updates all parameters once. Returns the metrics of those before: data loss, penalty, accuracy."""
    data_loss, accuracy = measure(model(x), labels)
    penalty = regularization()
    loss = data_loss + penalty
    if torch.isfinite(loss):
        model.zero_grad()
        loss.backward()
        optimize(learning_rate)
    return data_loss.item(), penalty.item(), accuracy.item()


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
