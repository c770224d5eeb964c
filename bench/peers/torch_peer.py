"""PyTorch, eager or compiled.

Usage: torch_peer.py THREADS eager|compiled [flush]; with flush, denormal numbers count as 0. Eager is a module with the fused Adam;
compiled is one graph of the whole update, including gradients and Adam, so that the compiler can fuse everything.
"""

import re
import sys

import torch
import torch.nn.functional as F

from protocol import serve
from work import BETA_1, BETA_2, EPSILON

THREADS, FORM, *REST = sys.argv[1:]
torch.set_flush_denormal(REST == ["flush"])
torch.set_num_threads(int(THREADS))


def logits_of(parameters, inputs):
    values = inputs
    for layer in range(0, len(parameters), 2):
        values = F.linear(values.relu() if layer > 0 else values, parameters[layer], parameters[layer + 1])
    return values


def loss_of(parameters, inputs, labels, l2):
    logits = logits_of(parameters, inputs)
    loss = F.cross_entropy(logits, labels)
    if l2 > 0:
        loss = loss + l2 * ((parameters[0] * parameters[0]).sum() + (parameters[1] * parameters[1]).sum())
    return loss, (logits.argmax(1) == labels).float().mean()


def eager(parameters, work):
    for parameter in parameters:
        parameter.requires_grad_()
    optimizer = torch.optim.Adam(parameters, lr=work.rate, betas=(BETA_1, BETA_2), eps=EPSILON, fused=True)

    def update(inputs, labels, rates):
        loss, accuracy = loss_of(parameters, inputs, labels, work.l2)
        optimizer.zero_grad()
        loss.backward()
        optimizer.param_groups[0]["lr"] = rates[0].item()
        optimizer.step()
        return loss.detach(), accuracy

    return update


def compiled(parameters, work):
    torch.compiler.reset()
    means, squares = ([torch.zeros_like(parameter) for parameter in parameters] for _ in range(2))
    slope_of = torch.func.grad_and_value(loss_of, has_aux=True)

    @torch.compile(dynamic=False, fullgraph=True)
    def update(inputs, labels, rates):
        gradients, (loss, accuracy) = slope_of(parameters, inputs, labels, work.l2)
        rate, correction_1, correction_2 = rates
        for parameter, mean, square, gradient in zip(parameters, means, squares, gradients):
            mean.lerp_(gradient, 1 - BETA_1)
            square.mul_(BETA_2).addcmul_(gradient, gradient, value=1 - BETA_2)
            parameter.sub_(rate * (mean / correction_1) / ((square / correction_2).sqrt() + EPSILON))
        return loss, accuracy

    return update


def open_work(work):
    inputs, labels = torch.from_numpy(work.inputs), torch.from_numpy(work.labels)
    parameters = []
    for weights in map(torch.from_numpy, work.weights):
        parameters += [weights.T.contiguous(), torch.zeros(weights.shape[1], dtype=weights.dtype)]
    update = {"eager": eager, "compiled": compiled}[FORM](parameters, work)

    def lap():
        rates = torch.from_numpy(work.rates()).to(inputs.dtype)
        if work.batch is None:
            recorded = [update(inputs, labels, rate) for rate in rates]
        else:
            orders = torch.from_numpy(work.order())
            recorded = [update(inputs[rows], labels[rows], rate) for rows, rate in zip(orders, rates)]
        losses, _ = zip(*recorded)
        return torch.stack(losses).tolist()

    return lap, lambda: (kernels(), flushes_denormals())


def kernels():
    built = torch.__config__.show()
    blas = re.search(r"Math Kernel Library Version (\S+?)-", built)
    blas = f"MKL {blas[1]}" if blas else re.search(r"BLAS_INFO=(\w+)", built)[1]
    one_dnn = "with" if torch.backends.mkldnn.is_available() else "without"
    return f"PyTorch {torch.__version__} {FORM}, {blas}, {one_dnn} oneDNN, {torch.backends.cpu.get_cpu_capability()}"


def flushes_denormals():
    return (torch.tensor(1.2e-38) * 0.5).item() == 0


serve(open_work)
