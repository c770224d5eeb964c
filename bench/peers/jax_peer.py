"""JAX: a lap is one call of a jitted lax.scan over its updates, parameters and moments donated.

Usage: jax_peer.py CORES [samples-fastest]. With the latter, matrices are [units, samples] and [units, inputs], so that vectors run
along samples if layers are narrow.
"""

import sys

from protocol import serve, use_cores

use_cores(int(sys.argv[1]))

import jax
import jax.numpy as jnp
from jax import lax

from work import BETA_1, BETA_2, EPSILON

SAMPLES_FASTEST = sys.argv[2:] == ["samples-fastest"]
SAMPLE_AXIS = 1 if SAMPLES_FASTEST else 0
UNIT_AXIS = 1 - SAMPLE_AXIS


def placed(matrix):
    """A matrix of [samples, units], or of [inputs, units], in the layout used here."""
    return matrix.T if SAMPLES_FASTEST else matrix


def logits_of(parameters, inputs):
    values = inputs
    for layer, (weights, biases) in enumerate(parameters):
        if layer > 0:
            values = jax.nn.relu(values)
        values = (weights @ values if SAMPLES_FASTEST else values @ weights) + jnp.expand_dims(biases, SAMPLE_AXIS)
    return values


def loss_of(parameters, inputs, labels, l2):
    logits = logits_of(parameters, inputs)
    chances = jax.nn.log_softmax(logits, axis=UNIT_AXIS)
    loss = -jnp.mean(jnp.take_along_axis(chances, jnp.expand_dims(labels, UNIT_AXIS), axis=UNIT_AXIS))
    if l2 > 0:
        loss += l2 * sum(jnp.sum(values * values) for values in parameters[0])
    return loss, jnp.mean(jnp.argmax(logits, axis=UNIT_AXIS) == labels)


def adam(parameter, mean, square, gradient, rates):
    rate, correction_1, correction_2 = rates
    mean = BETA_1 * mean + (1 - BETA_1) * gradient
    square = BETA_2 * square + (1 - BETA_2) * gradient * gradient
    step = rate * (mean / correction_1) / (jnp.sqrt(square / correction_2) + EPSILON)
    return parameter - step, mean, square


def open_work(work):
    jax.config.update("jax_enable_x64", work.dtype == "float64")
    jax.clear_caches()
    inputs, labels = jnp.asarray(placed(work.inputs)), jnp.asarray(work.labels, jnp.int32)
    parameters = [(jnp.asarray(placed(weights)), jnp.zeros(weights.shape[1], work.dtype)) for weights in work.weights]
    state = parameters, *(jax.tree.map(jnp.zeros_like, parameters) for _ in range(2))
    slope_of = jax.value_and_grad(loss_of, has_aux=True)

    def update(state, step):
        rates, rows = step
        batch = (inputs, labels) if rows is None else (jnp.take(inputs, rows, axis=SAMPLE_AXIS), labels[rows])
        (loss, accuracy), gradients = slope_of(state[0], *batch, work.l2)
        moved = jax.tree.map(lambda *own: adam(*own, rates), *state, gradients)
        state = tuple(jax.tree.map(lambda own: own[part], moved, is_leaf=is_moved) for part in range(3))
        return state, (loss, accuracy)

    scan = jax.jit(lambda state, steps: lax.scan(update, state, steps), donate_argnums=0)

    def steps():
        rows = None if work.batch is None else jnp.asarray(work.order(), jnp.int32)
        return jnp.asarray(work.rates(), work.dtype), rows

    def lap():
        nonlocal state
        state, (losses, accuracies) = scan(state, steps())
        accuracies.block_until_ready()
        return losses.tolist()

    def describe():
        program = scan.lower(state, steps()).compile().as_text()
        products = "YNN fusions" if "__ynn_fusion" in program else "XLA dots"
        return f"JAX {jax.__version__}, {products}", flushes_denormals()

    return lap, describe


def is_moved(own):
    """One parameter's new values: three arrays; a layer is a pair."""
    return isinstance(own, tuple) and len(own) == 3


def flushes_denormals():
    return jax.jit(lambda value: value * 0.5)(jnp.float32(1.2e-38)) == 0


serve(open_work)
