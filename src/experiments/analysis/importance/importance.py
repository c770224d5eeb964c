"""Writes importance.json: settings of 240 runs with a metric, and what scikit-learn says of their importance.

    python importance.py        # scikit-learn 1.x

The metric is additive, so that a perfect model's importance is known as well: 2 var(f_j(x_j)) / var(y).
"""
import json
import pathlib
import numpy as np
import sklearn
from scipy import stats
from sklearn.ensemble import RandomForestRegressor
from sklearn.inspection import permutation_importance

rng = np.random.default_rng(0)


def draw(n):
    x = np.column_stack([
        rng.choice([0, 1e-5, 1e-4, 1e-3, 1e-2], n),
        rng.choice([8.0, 16, 32, 64], n),
        rng.random(n),
        rng.integers(0, 2, n),
        rng.random(n),
    ])
    parts = [
        np.log10(x[:, 0] + 1e-6),
        0.5 * np.log2(x[:, 1]),
        2 * x[:, 2],
        np.array([0.0, 1.2])[x[:, 3].astype(int)],
    ]
    return x, sum(parts) + 0.2 * rng.standard_normal(n)


x, y = draw(240)
other_x, other_y = draw(4000)
falls, scores = [], []
for seed in range(5):
    # Two fields are tried at each node, a third of five rounded, as in regression-forest.ts.
    forest = RandomForestRegressor(500, max_features=2, min_samples_leaf=2, random_state=seed).fit(x, y)
    found = permutation_importance(forest, other_x, other_y, n_repeats=10, random_state=seed, scoring="r2")
    falls.append(found.importances_mean)
    scores.append(forest.score(other_x, other_y))
spearman = stats.spearmanr(x[:, 0], x[:, 2]).statistic
counts = np.histogram2d(x[:, 1], x[:, 3], bins=[[0, 10, 20, 40, 70], [-0.5, 0.5, 1.5]])[0].astype(int)
pathlib.Path(__file__).with_name("importance.json").write_text(json.dumps({
    "about": f"importance.py, scikit-learn {sklearn.__version__}",
    "names": ["lambda", "units", "rate", "optimizer", "noise"],
    "settings": [[float(v) for v in c] for c in x.T],
    "metric": [float(v) for v in y],
    "explained": float(np.mean(scores)),
    "falls": [float(v) for v in np.mean(falls, axis=0)],
    "spearman": float(spearman),
    "cramersV": float(stats.contingency.association(counts, method="cramer")),
}))
print(np.mean(scores), np.round(np.mean(falls, axis=0), 3))
