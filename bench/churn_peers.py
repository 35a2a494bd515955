"""The same folds with Python's boosters, as JSON lines: python3 bench/churn_peers.py DIRECTORY [DATASET ...]

Each peer that can be imported takes part, at ordinary settings: xgboost, lightgbm, scikit-learn; and, only if HOLDFAST_EBM
is set, since it takes minutes, InterpretML's EBM (four outer bags instead of its sixteen, two jobs).
Figures are of the pooled out-of-fold predictions, as in bench/churn.ts; seconds are of one fold's fit.
"""

import json
import os
import sys
import time

import numpy as np
import pandas as pd

DATASETS = ["telco_ibm", "iranian_churn", "hillstrom_visit"]


def read(directory, name):
    categories = json.load(open(f"{directory}/meta.json"))[name]["cats"]
    table = pd.read_csv(f"{directory}/{name}.csv")
    folds = pd.read_csv(f"{directory}/{name}.folds.csv")["fold"].to_numpy()
    features = table.drop(columns="y")
    for column in categories:
        features[column] = features[column].astype("str").astype("category")
    return features, table["y"].to_numpy(), folds


def one_hot(features):
    return pd.get_dummies(features).astype(float)


def filled(features):
    table = one_hot(features)
    return table.fillna(table.mean())


def peers():
    try:
        import xgboost

        yield "xgboost", one_hot, lambda: xgboost.XGBClassifier(
            n_estimators=200, max_depth=4, learning_rate=0.05, subsample=0.8, colsample_bytree=0.8, n_jobs=2, random_state=1
        )
    except ImportError:
        pass
    try:
        import lightgbm

        yield "lightgbm", lambda table: table.rename(columns=lambda name: name.replace(" ", "_")), lambda: lightgbm.LGBMClassifier(
            n_estimators=200, num_leaves=15, learning_rate=0.05, subsample=0.8, subsample_freq=1, colsample_bytree=0.8,
            n_jobs=2, random_state=1, verbosity=-1,
        )
    except ImportError:
        pass
    try:
        from sklearn.ensemble import HistGradientBoostingClassifier
        from sklearn.linear_model import LogisticRegression
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler

        yield "sklearn hist. boosting", lambda table: table, lambda: HistGradientBoostingClassifier(
            learning_rate=0.05, max_iter=200, max_leaf_nodes=15, categorical_features="from_dtype", random_state=1
        )
        yield "sklearn logistic", filled, lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    except ImportError:
        pass
    if not os.environ.get("HOLDFAST_EBM"):
        return
    try:
        from interpret.glassbox import ExplainableBoostingClassifier

        yield "interpret EBM", lambda table: table, lambda: ExplainableBoostingClassifier(
            outer_bags=4, random_state=1, n_jobs=2
        )
    except ImportError:
        pass


def auc(y, p):
    order = np.argsort(p, kind="stable")
    sorted_p = p[order]
    _, inverse, counts = np.unique(sorted_p, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    rank = (last - (counts - 1) / 2)[inverse]
    positive = y[order] == 1
    n, m = positive.sum(), (~positive).sum()
    return (rank[positive].sum() - n * (n + 1) / 2) / (n * m)


def slope(y, p):
    x = np.log(np.clip(p, 1e-9, 1 - 1e-9) / np.clip(1 - p, 1e-9, 1 - 1e-9))
    design = np.column_stack([np.ones_like(x), x])
    beta = np.array([0.0, 1.0])
    for _ in range(50):
        q = 1 / (1 + np.exp(-design @ beta))
        step = np.linalg.solve(design.T @ (design * (q * (1 - q))[:, None]), design.T @ (y - q))
        beta += step
        if np.abs(step).max() < 1e-10:
            break
    return beta[1]


def processor():
    """Seconds of processor that this process and its children have used; of children, once they have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def speed(file, rows):
    """Fit times on raw doubles, column by column, the label first."""
    table = np.fromfile(file).reshape(-1, int(rows)).T
    y, features = table[:, 0], np.ascontiguousarray(table[:, 1:])
    for peer, _, make in peers():
        if peer == "sklearn logistic":
            continue
        model = make()
        if peer == "sklearn hist. boosting":
            model.set_params(categorical_features=None)
        start, used = time.perf_counter(), processor()
        model.fit(features, y)
        print(f"Python: {peer}: fit {time.perf_counter() - start:.1f} s ({processor() - used:.1f} s of processor)", flush=True)
        if peer == "xgboost":
            explain(model.get_booster(), features)


def explain(booster, features):
    """Exact Shapley values of every row, as the product's trees give them."""
    import xgboost

    start, used = time.perf_counter(), processor()
    booster.predict(xgboost.DMatrix(features), pred_contribs=True)
    print(f"Python: xgboost: contributions {time.perf_counter() - start:.1f} s ({processor() - used:.1f} s of processor)", flush=True)


def main(directory, *names):
    for name in names or DATASETS:
        features, y, folds = read(directory, name)
        for peer, prepare, make in peers():
            table, p, seconds = prepare(features), np.zeros(len(y)), 0.0
            for fold in np.unique(folds):
                held = folds == fold
                model = make()
                start = time.perf_counter()
                model.fit(table[~held], y[~held])
                seconds += time.perf_counter() - start
                p[held] = model.predict_proba(table[held])[:, 1]
            figures = {
                "auc": auc(y, p),
                "brier": float(np.mean((p - y) ** 2)),
                "logLoss": float(-np.mean(np.log(np.clip(np.where(y == 1, p, 1 - p), 1e-15, 1)))),
                "slope": slope(y, p),
                "seconds": seconds / len(np.unique(folds)),
                "p": np.round(p, 7).tolist(),
            }
            print(json.dumps({"dataset": name, "model": peer, **figures}), flush=True)


if __name__ == "__main__":
    (speed if sys.argv[1] == "--speed" else main)(*[name for name in sys.argv[1:] if name != "--speed"])
