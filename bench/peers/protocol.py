"""How the bench talks with a peer."""

import sys
import time


def answer(train):
    """For every line on stdin with a number, trains that many steps; prints the CPU seconds they took and the last loss."""
    for line in sys.stdin:
        started = time.process_time()
        loss = train(int(line))
        print(time.process_time() - started, loss, flush=True)
