"""Times MLflow's search_runs over runs like those of bench/history.ts, in a SQLite store of its own.

Usage: mlflow_search.py RUNS. Runs are written bypassing MLflow's API, which takes some 20 ms per run; the queries go through it.
Prints one line of JSON: MLflow's version, and milliseconds by query.
"""

import json
import os
import random
import sys
import tempfile
import time
import uuid

os.environ["MLFLOW_DISABLE_TELEMETRY"] = "true"
import mlflow
import sqlalchemy
from mlflow.tracking import MlflowClient

count = int(sys.argv[1])
folder = tempfile.TemporaryDirectory()
uri = f"sqlite:///{folder.name}/mlflow.db"
mlflow.set_tracking_uri(uri)
client = MlflowClient(uri)
experiment = client.create_experiment("bench", artifact_location=folder.name)
client.create_run(experiment)

random.seed(0)
words = ["otter", "lynx", "heron", "maple", "cedar", "quartz", "amber", "pine"]
metrics = ["data_loss", "accuracy", "validation_loss", "validation_accuracy"]
engine = sqlalchemy.create_engine(uri)
tables = sqlalchemy.MetaData()
tables.reflect(engine)
with engine.begin() as db:
    model = dict(db.execute(tables.tables["runs"].select()).mappings().first())
    rows = {name: [] for name in ["runs", "params", "latest_metrics", "metrics", "tags"]}
    for run in range(count):
        id = uuid.uuid4().hex
        l2 = float(f"{10 ** (-6 + run % 4999 / 1000):.4g}")
        rows["runs"].append({**model, "run_uuid": id, "name": f"{words[run % 8]} {l2} seed {run % 10}", "status": "FINISHED", "start_time": run})
        params = {"layers.0.weightRegularizerL2": l2, "optimizer.learningRate": [0.001, 0.01, 0.05, 0.1][run % 4], "seed": run % 10}
        rows["params"] += [{"run_uuid": id, "key": key, "value": str(value)} for key, value in params.items()]
        rows["tags"].append({"run_uuid": id, "key": "mlflow.runName", "value": rows["runs"][-1]["name"]})
        for key in metrics:
            value = {"run_uuid": id, "key": key, "value": random.random(), "timestamp": run, "step": 0, "is_nan": False}
            rows["latest_metrics"].append(value)
            rows["metrics"].append(value)
    for name, values in rows.items():
        db.execute(tables.tables[name].insert(), values)


def timed(action):
    times = []
    for _ in range(7):
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    return times


def search(text="", order=None):
    return lambda: client.search_runs([experiment], filter_string=text, order_by=order, max_results=200)


asked = {
    "validation_loss < 0.3": search("metrics.validation_loss < 0.3"),
    "validation_loss < 0.3 and a parameter": search("metrics.validation_loss < 0.3 and params.`optimizer.learningRate` = '0.05'"),
    "name contains otter": search("attributes.run_name LIKE '%otter%'"),
    "first page": search(),
    "by validation_loss": search("", ["metrics.validation_loss ASC"]),
}
print(json.dumps({"version": mlflow.__version__, "times": {what: timed(action) for what, action in asked.items()}}))
