"""Writes activations.json beside it: activations, and a network of them, as PyTorch computes them in float64."""

import json
from pathlib import Path

import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(0)
alpha = 0.01
functions = {
    "relu": torch.relu,
    "leakyRelu": lambda z: torch.nn.functional.leaky_relu(z, alpha),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}
points = [0.0, 1e-9, 1e-3, 0.1, 0.62, 0.63, 1.0, 2.5, 7.0, 19.0, 36.0, 40.0, 745.0, 1e300]
points = sorted({sign * point for point in points for sign in (-1.0, 1.0)})


def pointwise(function):
    z = torch.tensor(points, requires_grad=True)
    values = function(z)
    values.sum().backward()
    return {"values": values.tolist(), "slopes": z.grad.tolist()}


hidden = [("tanh", 5), ("sigmoid", 6), ("leakyRelu", 4)]
lambdas = [[1e-3, 2e-3, 1e-3, 3e-3], [2e-3, 1e-3, 0, 1e-3], [0, 3e-3, 2e-3, 0], [1e-3, 1e-3, 1e-3, 1e-3]]
X = torch.randn(13, 4)
y = torch.randint(0, 3, (13,))
widths = [4, *(units for _, units in hidden), 3]
weights = [torch.randn(i, o, requires_grad=True) for i, o in zip(widths, widths[1:])]
biases = [torch.randn(o).div(10).requires_grad_() for o in widths[1:]]
parameters = [*weights, *biases]


def losses():
    z = X
    for index, (w, b) in enumerate(zip(weights, biases)):
        z = z @ w + b
        if index < len(hidden):
            z = functions[hidden[index][0]](z)
    penalty = sum(
        w1 * w.abs().sum() + w2 * w.pow(2).sum() + b1 * b.abs().sum() + b2 * b.pow(2).sum()
        for w, b, (w1, w2, b1, b2) in zip(weights, biases, lambdas)
    )
    return torch.nn.functional.cross_entropy(z, y), penalty


def listed(tensors):
    return [tensor.detach().tolist() for tensor in tensors]


network = {
    "hidden": hidden,
    "alpha": alpha,
    "lambdas": lambdas,
    "X": X.tolist(),
    "y": y.tolist(),
    "weights": listed(weights),
    "biases": listed(biases),
}
steps, learning_rate, momentum = 20, 0.2, 0.9
optimizer = torch.optim.SGD(parameters, lr=learning_rate, momentum=momentum)
data_losses = []
for step in range(steps):
    data_loss, penalty = losses()
    optimizer.zero_grad()
    (data_loss + penalty).backward()
    if step == 0:
        network["weightGradients"] = listed(w.grad for w in weights)
        network["biasGradients"] = listed(b.grad for b in biases)
    data_losses.append(data_loss.item())
    optimizer.step()
network["training"] = {
    "learningRate": learning_rate,
    "momentum": momentum,
    "dataLosses": data_losses,
    "weights": listed(weights),
    "biases": listed(biases),
}

vectors = {
    "madeWith": f"PyTorch {torch.__version__}, float64, activations.py",
    "points": points,
    "alpha": alpha,
    "pointwise": {kind: pointwise(function) for kind, function in functions.items()},
    "network": network,
}
Path(__file__).with_suffix(".json").write_text(json.dumps(vectors) + "\n")
