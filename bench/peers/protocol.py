"""How the benchmark talks to a peer: a line of JSON in, a line of JSON out.

{"work": ...} sets up a work and trains its first lap: {"losses", "kernels", "flushes"}, with the losses of its first steps.
{"laps": n} trains this many more: {"wall", "cpu"}, in seconds; CPU time is that of all threads together. Failures are {"error"}.
"""

import json
import os
import sys
import time

from work import Work

COMPARED_STEPS = 20


def use_cores(count):
    """Keeps this process on `count` cores. Some libraries start as many threads as that, whatever else they are told."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:count])


def serve(open_work):
    """Answers until stdin ends. `open_work` takes a Work and returns a function that trains a lap and returns the loss of each step,
    and `describe`, which, once that has run, returns the kernels' names and whether denormal numbers count as 0."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print must not be taken for an answer
    lap = None
    for line in sys.stdin:
        try:
            message = json.loads(line)
            if "work" in message:
                lap, describe = open_work(Work(**message["work"]))
                losses = lap()[:COMPARED_STEPS]
                kernels, flushes = describe()
                answer = {"losses": losses, "kernels": kernels, "flushes": bool(flushes)}
            else:
                answer = measure(lap, message["laps"])
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), file=answers, flush=True)


def measure(lap, laps):
    wall, cpu = time.perf_counter(), time.process_time()
    for _ in range(laps):
        lap()
    return {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
