# The run "everything at once" of Lambdascope in NumPy.
#
# It draws the same data and the same initial weights, and prints the same losses: in float64 they agree
# to rounding at first. Training amplifies such differences, so late epochs may differ in more digits.
#
# The test set is left out: it changes nothing that is trained.

import math

import numpy as np

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


def sign(values):
    """-1 or 1; 1 for 0 as well."""
    return np.where(values >= 0, 1.0, -1.0)


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


class Dense:
    """outputs = inputs . weights + biases, with penalties on its parameters."""

    def __init__(self, inputs, units, weight_l1=0.0, weight_l2=0.0, bias_l1=0.0, bias_l2=0.0):
        self.weights = 0.01 * random.randn(inputs, units)
        self.biases = np.zeros(units)
        self.weight_l1 = weight_l1
        self.weight_l2 = weight_l2
        self.bias_l1 = bias_l1
        self.bias_l2 = bias_l2

    def forward(self, inputs):
        self.inputs = inputs
        return inputs @ self.weights + self.biases

    def backward(self, gradient):
        self.weight_gradient = self.inputs.T @ gradient
        self.bias_gradient = gradient.sum(axis=0)
        self.weight_gradient += self.weight_l1 * sign(self.weights)
        self.weight_gradient += 2 * self.weight_l2 * self.weights
        self.bias_gradient += self.bias_l1 * sign(self.biases)
        self.bias_gradient += 2 * self.bias_l2 * self.biases
        return gradient @ self.weights.T

    def penalty(self):
        return (
            self.weight_l1 * np.abs(self.weights).sum()
            + self.weight_l2 * (self.weights ** 2).sum()
            + self.bias_l1 * np.abs(self.biases).sum()
            + self.bias_l2 * (self.biases ** 2).sum()
        )


class ReLU:
    """outputs = max(0, inputs)."""

    def forward(self, inputs):
        self.inputs = inputs
        return np.maximum(0, inputs)

    def backward(self, gradient):
        return np.where(self.inputs > 0, gradient, 0)


class Dropout:
    """While training, each output is 0 with probability `rate`, else divided by 1 - rate."""

    def __init__(self, rate, number):
        self.rate, self.number = rate, number

    def forward(self, inputs, update):
        self.mask = dropout_mask(self.rate, self.number, update, *inputs.shape)
        return inputs * self.mask

    def backward(self, gradient):
        return gradient * self.mask


# The order of these draws is part of what a seed means.
random = np.random.RandomState(SEED)
x_train, y_train = draw_moons(40, random, on_grid=True)
y_train = flip_labels(y_train, 0.1)
network = [
    Dense(2, 12, weight_l1=0.0001, weight_l2=0.001, bias_l1=0.0002, bias_l2=0.005),
    ReLU(),
    Dropout(0.2, number=0),
    Dense(12, 7, weight_l2=0.001),
    ReLU(),
    Dropout(0.1, number=1),
    Dense(7, 2),
]
dense_layers = [layer for layer in network if isinstance(layer, Dense)]
parameters = [values for layer in dense_layers for values in (layer.weights, layer.biases)]
x_validation, y_validation = draw_moons(25, stream("validation"), on_grid=False)


means = [np.zeros_like(parameter) for parameter in parameters]
squares = [np.zeros_like(parameter) for parameter in parameters]


def optimize(gradients, learning_rate, update):
    """Adam. Changes the parameters in place."""
    for parameter, gradient, mean, square in zip(parameters, gradients, means, squares):
        parameter -= learning_rate * 0.01 * parameter  # decoupled weight decay
        mean[:] = 0.9 * mean + (1 - 0.9) * gradient
        square[:] = 0.999 * square + (1 - 0.999) * gradient**2
        # Both start at 0, which is undone.
        corrected_mean = mean / (1 - 0.9 ** (update + 1))
        corrected_square = square / (1 - 0.999 ** (update + 1))
        parameter -= learning_rate * corrected_mean / (np.sqrt(corrected_square) + 1e-07)


def forward(x, update=None):
    """Logits of each sample; with dropout in a training pass alone, whose number decides what is dropped."""
    for layer in network:
        if not isinstance(layer, Dropout):
            x = layer.forward(x)
        elif update is not None:
            x = layer.forward(x, update)
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
    logits = forward(x, update)
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
            kept, kept_value = [parameter.copy() for parameter in parameters], validation_loss

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
    for parameter, values in zip(parameters, kept):
        parameter[:] = values
    validation_loss, validation_accuracy = evaluate(x_validation, y_validation)
print(f"validation, acc: {validation_accuracy:.3f}, loss: {validation_loss:.3f}")
