"""How the benchmark talks with a peer: a line of JSON in, a line of JSON out.

{"work": ...} sets up what is trained, and trains a first lap of it: {"losses", "kernels", "flushes"}, losses of its first steps.
{"laps": n} trains so many more: {"wall", "cpu"}, seconds; of CPU time, all threads' together. What goes wrong is {"error"}.
"""

import json
import os
import sys
import time

from work import Work

COMPARED_STEPS = 20


def use_cores(count):
    """Keeps this process on so many cores. Some libraries take no other word for how many threads to start."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, cores[:count])


def serve(open_work):
    """Answers until stdin ends. `open_work` gets a Work and returns a function that trains a lap and returns each step's loss, and
    what `describe` says once that has run: the kernels' names, and whether denormal numbers count as 0."""
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what libraries print is no answer
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
