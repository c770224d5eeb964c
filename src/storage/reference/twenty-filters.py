"""Twenty filters and the runs that pandas finds for them in tables as `export` writes them.

    python twenty-filters.py > twenty-filters.json      # pandas 3.1

twenty-runs.csv and twenty-epochs.csv are an export of: a sweep of a 2-4-3 network on a spiral of 30 samples over
layers.0.weightRegularizerL2 = 0, 0.001, 0.1, optimizer.learningRate = 0.01, 0.5 and seeds 0 to 2, 12 epochs each, validated at
every third; SGD at a learning rate of 1e300; batches of 8 with tanh; two moons; and seed 7 with an L1 penalty on biases. Some have tags.
"""

import json
from pathlib import Path

import pandas as pd

here = Path(__file__).parent
runs = pd.read_csv(here / "twenty-runs.csv", keep_default_na=False, na_values=[""], dtype={"run_id": str})
epochs = pd.read_csv(here / "twenty-epochs.csv", dtype={"run_id": str})


def column(name):
    """A column of numbers: an empty cell is missing, and compares with nothing, as NaN does."""
    return pd.to_numeric(runs[name], errors="coerce")


def text(name):
    return runs[name].fillna("").astype(str).str.casefold()


def at(metric, epoch):
    """A metric of each run at an epoch; NaN where it was not measured."""
    there = epochs[epochs["epoch"] == epoch].set_index("run_id")[metric]
    return runs["run_id"].map(there)


tags = runs["tags"].astype("str").where(runs["tags"].notna(), "").str.replace("\\;", "\0").str.split(";").map(lambda row: [tag.replace("\0", ";").casefold() for tag in row if tag])
lambdas = runs.filter(regex="Regularizer").apply(pd.to_numeric).max(axis=1)
lr = column("config.optimizer.learningRate")
loss = column("final.validation_loss")

found = {
    "status = completed and validation_loss < 0.95": (text("status") == "completed") & (loss < 0.95),
    "lambda = 0": lambdas == 0,
    "layers.0.weightRegularizerL2 between 1e-4 and 0.05": column("config.layers.0.weightRegularizerL2").between(1e-4, 0.05),
    "seed in [0, 2, 7] learningRate > 0.1": runs["seed"].isin([0, 2, 7]) & (lr > 0.1),
    "not learningRate = 0.5 or lambda >= 0.1": ~(lr == 0.5) | (lambdas >= 0.1),
    "validation_loss is missing": loss.isna() & (runs["final.validation_loss"].isna()),
    "last.loss is nan or validation_loss > 1.2": (runs["last.loss"] == "NaN") | (loss > 1.2),
    "validation_loss != 0": ~(loss == 0),
    "gap at 9 > 0.01": at("generalization_gap", 9) > 0.01,
    "best.epoch < 9 and accuracy > 0.3": (column("best.epoch") < 9) & (column("final.accuracy") > 0.3),
    "tag = paper and not tag = zürich": tags.map(lambda row: "paper" in row and "zürich" not in row),
    'tag starts with "wide;"': tags.map(lambda row: any(tag.startswith("wide;") for tag in row)),
    "tag is missing": tags.map(len) == 0,
    "name contains OTTER or dataset = moons": text("name").str.contains("otter") | (text("config.dataset.kind") == "moons"),
    "batchSize is missing and layers.1.kind != tanh": column("config.batchSize").isna() & (text("config.layers.1.kind") != "tanh"),
    "optimizer.momentum is missing": column("config.optimizer.momentum").isna(),
    "layer_penalties.0 > 1e-6": column("last.layer_penalties.0") > 1e-6,
    "tail.validation_loss <= 1.09 or averaged.accuracy >= 0.5": (column("tail.validation_loss") <= 1.09) | (column("averaged.accuracy") >= 0.5),
    "loss@0 < 1.3 (seed = 1 or seed = 2)": (at("loss", 0) < 1.3) & runs["seed"].isin([1, 2]),
    "evaluated_accuracy@6 between 0.4 and 0.6 and seed != 0": at("evaluated_accuracy", 6).between(0.4, 0.6) & (runs["seed"] != 0),
}
print(json.dumps({filter: sorted(runs["run_id"][mask]) for filter, mask in found.items()}, indent=2, ensure_ascii=False))
