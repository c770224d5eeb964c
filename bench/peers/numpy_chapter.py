"""The chapter's network as the chapter writes it, in NumPy: the reference for the engine's speed.

Usage: numpy_chapter.py THREADS; OpenBLAS and MKL also read it from the environment.
"""

import numpy as np

from protocol import serve


class Dense:
    def __init__(self, inputs, units, weight_l2=0, bias_l2=0):
        self.weights = 0.01 * np.random.randn(inputs, units)
        self.biases = np.zeros((1, units))
        self.weight_l2 = weight_l2
        self.bias_l2 = bias_l2

    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.dot(inputs, self.weights) + self.biases

    def backward(self, gradients):
        self.weight_gradients = np.dot(self.inputs.T, gradients)
        self.bias_gradients = np.sum(gradients, axis=0, keepdims=True)
        if self.weight_l2 > 0:
            self.weight_gradients += 2 * self.weight_l2 * self.weights
        if self.bias_l2 > 0:
            self.bias_gradients += 2 * self.bias_l2 * self.biases
        self.input_gradients = np.dot(gradients, self.weights.T)

    def penalty(self):
        loss = 0
        if self.weight_l2 > 0:
            loss += self.weight_l2 * np.sum(self.weights * self.weights)
        if self.bias_l2 > 0:
            loss += self.bias_l2 * np.sum(self.biases * self.biases)
        return loss


class ReLU:
    def forward(self, inputs):
        self.inputs = inputs
        self.output = np.maximum(0, inputs)

    def backward(self, gradients):
        self.input_gradients = gradients.copy()
        self.input_gradients[self.inputs <= 0] = 0


class SoftmaxCrossentropy:
    def forward(self, inputs, labels):
        exponentials = np.exp(inputs - np.max(inputs, axis=1, keepdims=True))
        self.output = exponentials / np.sum(exponentials, axis=1, keepdims=True)
        clipped = np.clip(self.output, 1e-7, 1 - 1e-7)
        return np.mean(-np.log(clipped[range(len(labels)), labels]))

    def backward(self, labels):
        samples = len(labels)
        self.input_gradients = self.output.copy()
        self.input_gradients[range(samples), labels] -= 1
        self.input_gradients = self.input_gradients / samples


class Adam:
    def __init__(self, learning_rate=0.05, decay=1e-8, epsilon=1e-7, beta_1=0.9, beta_2=0.999):
        self.learning_rate = learning_rate
        self.decay = decay
        self.iterations = 0
        self.epsilon = epsilon
        self.beta_1 = beta_1
        self.beta_2 = beta_2

    def pre_update(self):
        self.learning_rate = self.learning_rate * (1.0 / (1.0 + self.decay * self.iterations))

    def update(self, layer):
        if not hasattr(layer, "weight_cache"):
            layer.weight_momentums = np.zeros_like(layer.weights)
            layer.weight_cache = np.zeros_like(layer.weights)
            layer.bias_momentums = np.zeros_like(layer.biases)
            layer.bias_cache = np.zeros_like(layer.biases)
        layer.weight_momentums = self.beta_1 * layer.weight_momentums + (1 - self.beta_1) * layer.weight_gradients
        layer.bias_momentums = self.beta_1 * layer.bias_momentums + (1 - self.beta_1) * layer.bias_gradients
        correction_1 = 1 - self.beta_1 ** (self.iterations + 1)
        correction_2 = 1 - self.beta_2 ** (self.iterations + 1)
        weight_momentums = layer.weight_momentums / correction_1
        bias_momentums = layer.bias_momentums / correction_1
        layer.weight_cache = self.beta_2 * layer.weight_cache + (1 - self.beta_2) * layer.weight_gradients**2
        layer.bias_cache = self.beta_2 * layer.bias_cache + (1 - self.beta_2) * layer.bias_gradients**2
        weight_cache = layer.weight_cache / correction_2
        bias_cache = layer.bias_cache / correction_2
        layer.weights += -self.learning_rate * weight_momentums / (np.sqrt(weight_cache) + self.epsilon)
        layer.biases += -self.learning_rate * bias_momentums / (np.sqrt(bias_cache) + self.epsilon)

    def post_update(self):
        self.iterations += 1


def open_work(work):
    inputs, labels = work.inputs, work.labels
    (_, hidden, classes) = (weights.shape[1] for weights in (inputs.T, *work.weights))
    dense_1 = Dense(2, hidden, weight_l2=work.l2, bias_l2=work.l2)
    relu = ReLU()
    dense_2 = Dense(hidden, classes)
    dense_1.weights, dense_2.weights = work.weights
    loss_function = SoftmaxCrossentropy()
    optimizer = Adam(work.rate, work.decay)

    def update():
        dense_1.forward(inputs)
        relu.forward(dense_1.output)
        dense_2.forward(relu.output)
        data_loss = loss_function.forward(dense_2.output, labels)
        loss = data_loss + dense_1.penalty() + dense_2.penalty()
        np.mean(np.argmax(loss_function.output, axis=1) == labels)
        loss_function.backward(labels)
        dense_2.backward(loss_function.input_gradients)
        relu.backward(dense_2.input_gradients)
        dense_1.backward(relu.input_gradients)
        optimizer.pre_update()
        optimizer.update(dense_1)
        optimizer.update(dense_2)
        optimizer.post_update()
        return float(loss)

    return lambda: [update() for _ in range(work.steps)], lambda: (kernels(), flushes_denormals())


def kernels():
    try:
        from threadpoolctl import threadpool_info

        blas = next(library for library in threadpool_info() if library["user_api"] == "blas")
        products = f"{blas['internal_api']} {blas['version']}, {blas.get('architecture', 'unknown')}"
    except ImportError:
        products = "a BLAS that threadpoolctl could name"
    return f"NumPy {np.__version__}, {products}"


def flushes_denormals():
    return np.float32(1.2e-38) * np.float32(0.5) == 0


serve(open_work)
