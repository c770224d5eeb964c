# The run "everything at once" of Lambdascope in PyTorch.
#
# It draws the same data and the same initial weights, and prints the same losses: in float64 they agree
# to rounding at first. Training amplifies such differences, so late epochs may differ in more digits.
#
# The test set is left out: it changes nothing that is trained.

import math

import numpy as np
import torch
from torch import nn

torch.set_default_dtype(torch.float64)

SEED = 11
CLASSES = 2
NOISE = 0.2
EPOCHS = 200
BATCH_SIZE = 32
LEARNING_RATE = 0.004
EVALUATE_EVERY = 3  # epochs
PATIENCE = 150  # epochs without a better validation
PRINT_EVERY = 100  # epochs


def stream(purpose):
    """Random numbers for one purpose alone, so that turning it on moves no others."""
    return np.random.RandomState([SEED, *map(ord, purpose)])


def draw_moons(samples_per_class, random, on_grid):
    """Two half circles that reach into each other, with normal noise on both coordinates."""
    points, labels = [], []
    for label in range(CLASSES):
        for index in range(samples_per_class):
            share = index / max(1, samples_per_class - 1) if on_grid else random.random_sample()
            x, y = np.cos(np.pi * share), np.sin(np.pi * share)
            if label == 1:
                x, y = 1 - x, 0.5 - y
            point = [x + NOISE * random.randn(), y + NOISE * random.randn()]
            points.append(point)
            labels.append(label)
    return np.array(points), np.array(labels)


def flip_labels(labels, share):
    """Gives a share of the training labels another class."""
    random = stream("label noise")
    labels = labels.copy()
    for sample in random.permutation(len(labels))[: int(share * len(labels) + 0.5)]:
        step = 1 + int(random.random_sample() * (CLASSES - 1))
        labels[sample] = (labels[sample] + step) % CLASSES
    return labels


def linear(inputs, units):
    """A dense layer with the run's initial weights; PyTorch keeps them transposed."""
    layer = nn.Linear(inputs, units)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(0.01 * random.randn(inputs, units).T))
        layer.bias.zero_()
    return layer


def threefry(key, counters, update):
    """Two random 32-bit words for each counter: Threefry-2x32 with 20 rounds (Salmon et al., 2011)."""
    keys = np.array([*key, key[0] ^ key[1] ^ 0x1BD11BDA], dtype=np.uint32)
    x0 = counters + keys[0]
    x1 = np.full_like(counters, update % 2**32) + keys[1]
    for turn in range(20):
        rotation = (13, 15, 26, 6, 17, 29, 16, 24)[turn % 8]
        x0 = x0 + x1
        x1 = ((x1 << rotation) | (x1 >> (32 - rotation))) ^ x0
        if turn % 4 == 3:
            injection = turn // 4 + 1
            x0 = x0 + keys[injection % 3]
            x1 = x1 + keys[(injection + 1) % 3] + injection
    return x0, x1


def dropout_mask(rate, number, update, samples, width):
    """0 for outputs that dropout layer `number` drops in this update, 1 / (1 - rate) for the others."""
    pairs = (width + 1) // 2
    words = threefry((SEED, 0x64726F70 + number), np.arange(samples * pairs, dtype=np.uint32), update)
    words = np.stack(words, axis=-1).reshape(samples, 2 * pairs)[:, :width]
    return (words >= int(rate * 2**32)) / (1 - rate)


class Dropout(nn.Module):
    """nn.Dropout with the run's own masks; `update` is set before each training pass."""

    update = 0

    def __init__(self, rate, number):
        super().__init__()
        self.rate, self.number = rate, number

    def forward(self, inputs):
        if not self.training:
            return inputs
        mask = dropout_mask(self.rate, self.number, Dropout.update, *inputs.shape)
        return inputs * torch.from_numpy(mask).to(inputs.dtype)


def l1(values):
    """The sum of absolute values, with slope 1 at 0 (torch.abs has 0 there)."""
    return (values * torch.where(values >= 0, 1.0, -1.0)).sum()


# The order of these draws is part of what a seed means.
random = np.random.RandomState(SEED)
x_train, y_train = draw_moons(40, random, on_grid=True)
y_train = flip_labels(y_train, 0.1)
model = nn.Sequential(
    linear(2, 12),
    nn.ReLU(),
    Dropout(0.2, number=0),
    linear(12, 7),
    nn.ReLU(),
    Dropout(0.1, number=1),
    linear(7, 2),
)
x_validation, y_validation = draw_moons(25, stream("validation"), on_grid=False)
x_train, x_validation = (torch.tensor(x, dtype=torch.get_default_dtype()) for x in (x_train, x_validation))
y_train, y_validation = torch.from_numpy(y_train), torch.from_numpy(y_validation)


optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, betas=(0.9, 0.999), eps=1e-07)


def optimize(learning_rate):
    # Decoupled weight decay, as torch.optim.AdamW has it.
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(1 - learning_rate * 0.01)
    for group in optimizer.param_groups:
        group["lr"] = learning_rate
    optimizer.step()


def regularization():
    """The penalties of all layers."""
    return (
        0.0001 * l1(model[0].weight)
        + 0.001 * (model[0].weight ** 2).sum()
        + 0.0002 * l1(model[0].bias)
        + 0.005 * (model[0].bias ** 2).sum()
        + 0.001 * (model[3].weight ** 2).sum()
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
    Dropout.update = update
    data_loss, accuracy = measure(model(x), labels)
    penalty = regularization()
    loss = data_loss + penalty
    if torch.isfinite(loss):
        model.zero_grad()
        loss.backward()
        optimize(learning_rate)
    return data_loss.item(), penalty.item(), accuracy.item()


def scheduled_rate(update):
    """The learning rate of an update, counted from 0; it climbs linearly at first."""
    if update < 30:
        return LEARNING_RATE * ((update + 1) / 31)
    since = update - 30
    minimum, last = 0.0, 569
    turn = math.pi * since / last
    return minimum + (LEARNING_RATE - minimum) * (1 + math.cos(turn)) / 2


history = []  # one entry an epoch
shuffle = stream("shuffle")
updates = 0
best, best_epoch = math.inf, None
kept, kept_value = None, math.inf  # the best parameters, by any margin

for epoch in range(EPOCHS):
    # What is recorded of an epoch is of the parameters before its first update.
    is_validated = epoch % EVALUATE_EVERY == 0 or epoch == EPOCHS - 1
    validation_loss, validation_accuracy = None, None
    if is_validated:
        validation_loss, validation_accuracy = evaluate(x_validation, y_validation)
        if validation_loss + 0.001 < best:
            best, best_epoch = validation_loss, epoch
        if validation_loss < kept_value:
            kept, kept_value = {name: values.clone() for name, values in model.state_dict().items()}, validation_loss

    # Means over the batches, weighted by their samples, each measured before its own update.
    order = shuffle.permutation(len(x_train))
    sums, samples = np.zeros(3), 0
    for start in range(0, len(order), BATCH_SIZE):
        batch = order[start : start + BATCH_SIZE]
        learning_rate = scheduled_rate(updates)
        if start == 0:
            rate = learning_rate
        metrics = training_step(x_train[batch], y_train[batch], learning_rate, updates)
        sums += len(batch) * np.array(metrics)
        samples += len(batch)
        if not np.isfinite(sums).all():
            break
        updates += 1
    data_loss, penalty, accuracy = (sums / samples).tolist()

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
        kept = None
        break
    if is_validated and best_epoch is not None and epoch - best_epoch >= PATIENCE:
        break

validation_loss, validation_accuracy = evaluate(x_validation, y_validation)
if kept is not None and not validation_loss < kept_value:
    model.load_state_dict(kept)
    validation_loss, validation_accuracy = evaluate(x_validation, y_validation)
print(f"validation, acc: {validation_accuracy:.3f}, loss: {validation_loss:.3f}")
