"""
The same work in pandas with scikit-learn, and in Polars with LightGBM: features of two weeks, a fit on one of them
(who left within 365 days), scores of the other. One JSON line a peer: {name, wall, cpu, auc, rows}.
python3 bench/peers_scale.py FOLDER TRAINED_WEEK SCORED_WEEK [pandas|polars]
"""

import json
import resource
import sys
import time
from datetime import date, datetime, timedelta

folder, trained, scored = sys.argv[1], date.fromisoformat(sys.argv[2]), date.fromisoformat(sys.argv[3])
wanted = sys.argv[4:] or ["pandas", "polars"]
HORIZON, MOST = 365, 60_000


def pandas_peer():
    import pandas as pd
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.metrics import roc_auc_score

    read = {t: pd.read_parquet(f"{folder}/{t}.parquet") for t in ["customers", "visits", "service_kinds", "app_activity", "tickets", "touches"]}
    for t, columns in {"customers": ["started_on", "ended_on"], "visits": ["date", "next_due_on"], "app_activity": ["date"], "touches": ["date"], "tickets": ["opened_at", "resolved_at"]}.items():
        for c in columns:
            read[t][c] = pd.to_datetime(read[t][c])
    read["customers"]["expected_visits_per_year"] = read["customers"].expected_visits_per_year.astype(float)
    read["visits"]["spend"] = read["visits"].spend.astype(float)
    for c in ["segment", "region", "vehicle_model"]:
        read["customers"][c] = read["customers"][c].astype("category")
    read["visits"] = read["visits"].merge(read["service_kinds"], on="kind", how="left").sort_values(["customer_id", "date", "visit_id"])

    def features(week):
        w = pd.Timestamp(week)
        day = lambda n: pd.Timedelta(days=n)
        c = read["customers"]
        c = c[(c.started_on.isna() | (c.started_on <= w)) & (c.ended_on.isna() | (c.ended_on > w))].set_index("customer_id")
        x = pd.DataFrame(index=c.index)
        x["tenure_days"], x["vehicle_age"] = (w - c.started_on).dt.days, w.year - c.vehicle_year
        for name in ["segment", "region", "vehicle_model"]:
            x[name] = c[name]
        v = read["visits"]
        v = v[(v.date <= w) & (v.date > w - day(730))]
        recent = v[v.date > w - day(365)]
        g, r = v.groupby("customer_id"), recent.groupby("customer_id")
        x["visits_12m"], x["spend_12m"] = r.size(), r.spend.sum()
        x["spend_prior_12m"] = v[v.date <= w - day(365)].groupby("customer_id").spend.sum()
        x["kinds_used"], x["core_kinds_used"] = r.kind.nunique(), recent[recent.is_core].groupby("customer_id").kind.nunique()
        last, due = g.date.last(), g.next_due_on.last()
        x["days_since_visit"] = (w - last).dt.days
        x["last_wait_minutes"], x["last_satisfaction"] = g.wait_minutes.nth(-1).set_axis(g.size().index), g.satisfaction.last()
        x["satisfaction_mean_3"] = v.dropna(subset="satisfaction").groupby("customer_id").satisfaction.rolling(3, min_periods=1).mean().groupby(level=0).last()
        x["days_overdue"] = (w - due.reindex(x.index)).dt.days.clip(lower=0)
        x["visit_ratio"], x["spend_trend"] = x.visits_12m / c.expected_visits_per_year, x.spend_12m / x.spend_prior_12m - 1
        x["spend_percentile"] = x.groupby("vehicle_age").spend_12m.rank(pct=True)
        a = read["app_activity"]
        a = a[(a.date <= w) & (a.date > w - day(365))]
        for n in [30, 90]:
            x[f"app_sessions_{n}"] = a[a.date > w - day(n)].groupby("customer_id").sessions.sum()
        x["days_since_app"] = (w - a[a.sessions > 0].groupby("customer_id").date.max()).dt.days
        t = read["tickets"]
        t = t[t.opened_at <= w]
        still = t[t.resolved_at.isna() | (t.resolved_at > w)]
        x["tickets_365"] = t[t.opened_at > w - day(365)].groupby("customer_id").size()
        x["open_tickets"], x["oldest_open_days"] = still.groupby("customer_id").size(), (w - still.groupby("customer_id").opened_at.min()).dt.days
        k = read["touches"]
        k = k[(k.date <= w) & (k.date > w - day(90))]
        for kind in ["doc_view", "csm_contact", "training", "advisor_contact"]:
            x[kind] = k[k.kind == kind].groupby("customer_id")["count"].sum()
        return x, (c.ended_on <= w + day(HORIZON)).astype(int)

    x, y = features(trained)
    # an empty column ends scikit-learn's binning
    x = x.dropna(axis=1, how="all")
    now = features(scored)[0][x.columns]
    some = x.sample(min(MOST, len(x) // 2), random_state=1).index
    model = HistGradientBoostingClassifier(max_iter=200, max_depth=4, learning_rate=0.1, categorical_features="from_dtype")
    model.fit(x.loc[some], y.loc[some])
    model.predict_proba(now)
    rest = x.index.difference(some)
    return roc_auc_score(y.loc[rest], model.predict_proba(x.loc[rest])[:, 1]), len(now)


def polars_peer():
    import lightgbm as lgb
    import numpy as np
    import polars as pl

    from polars import selectors as cs

    read = {t: pl.scan_parquet(f"{folder}/{t}.parquet").with_columns(cs.decimal().cast(pl.Float64)) for t in ["customers", "visits", "service_kinds", "app_activity", "tickets", "touches"]}

    def features(w):
        ago = lambda n: w - timedelta(days=n)
        at = datetime(w.year, w.month, w.day)
        c = read["customers"].filter((pl.col("started_on").is_null() | (pl.col("started_on") <= w)) & (pl.col("ended_on").is_null() | (pl.col("ended_on") > w)))
        days = lambda e: (pl.lit(w) - e).dt.total_days()
        recent = pl.col("date") > ago(365)
        v = (
            read["visits"].filter((pl.col("date") <= w) & (pl.col("date") > ago(730))).join(read["service_kinds"], on="kind", how="left").sort("date", "visit_id").group_by("customer_id", maintain_order=False)
            .agg(
                recent.sum().alias("visits_12m"), pl.col("spend").filter(recent).sum().alias("spend_12m"), pl.col("spend").filter(~recent).sum().alias("spend_prior_12m"),
                pl.col("kind").filter(recent).n_unique().alias("kinds_used"), pl.col("kind").filter(recent & pl.col("is_core")).n_unique().alias("core_kinds_used"),
                days(pl.col("date").max()).alias("days_since_visit"), days(pl.col("next_due_on").drop_nulls().last()).clip(0).alias("days_overdue"),
                pl.col("wait_minutes").last().alias("last_wait_minutes"), pl.col("satisfaction").drop_nulls().last().alias("last_satisfaction"),
                pl.col("satisfaction").drop_nulls().tail(3).mean().alias("satisfaction_mean_3"),
            )
        )
        a = read["app_activity"].filter((pl.col("date") <= w) & (pl.col("date") > ago(365))).group_by("customer_id").agg(
            *[pl.col("sessions").filter(pl.col("date") > ago(n)).sum().alias(f"app_sessions_{n}") for n in (30, 90)],
            days(pl.col("date").filter(pl.col("sessions") > 0).max()).alias("days_since_app"),
        )
        still = pl.col("resolved_at").is_null() | (pl.col("resolved_at") > at)
        t = read["tickets"].filter(pl.col("opened_at") <= at).group_by("customer_id").agg(
            (pl.col("opened_at") > at - timedelta(days=365)).sum().alias("tickets_365"), still.sum().alias("open_tickets"),
            (pl.lit(at) - pl.col("opened_at").filter(still).min()).dt.total_days().alias("oldest_open_days"),
        )
        k = read["touches"].filter((pl.col("date") <= w) & (pl.col("date") > ago(90))).group_by("customer_id").agg(
            *[pl.col("count").filter(pl.col("kind") == kind).sum().alias(kind) for kind in ("doc_view", "csm_contact", "training", "advisor_contact")]
        )
        x = c.join(v, on="customer_id", how="left").join(a, on="customer_id", how="left").join(t, on="customer_id", how="left").join(k, on="customer_id", how="left")
        x = x.with_columns(days(pl.col("started_on")).alias("tenure_days"), (w.year - pl.col("vehicle_year")).alias("vehicle_age"), (pl.col("visits_12m") / pl.col("expected_visits_per_year")).alias("visit_ratio"), (pl.col("spend_12m") / pl.col("spend_prior_12m") - 1).alias("spend_trend"), (pl.col("ended_on") <= w + timedelta(days=HORIZON)).fill_null(False).cast(pl.Int8).alias("y"))
        x = x.with_columns((pl.col("spend_12m").rank().over("vehicle_age") / pl.len().over("vehicle_age")).alias("spend_percentile"))
        x = x.with_columns(*[pl.col(n).cast(pl.Categorical).to_physical().cast(pl.Float64) for n in ("segment", "region", "vehicle_model")]).sort("customer_id").collect()
        drop = {"customer_id", "y", "started_on", "ended_on", "vehicle_year", "expected_visits_per_year", "remaining_ltv"}
        names = [n for n, d in x.schema.items() if n not in drop and d.is_numeric()]
        return x.select(pl.col(names).cast(pl.Float64)).to_numpy(), x["y"].to_numpy(), names

    x, y, names = features(trained)
    now, _, _ = features(scored)
    order = np.random.default_rng(1).permutation(len(y))
    learnt = min(MOST, len(y) // 2)
    some, rest = order[:learnt], order[learnt:]
    categories = [names.index(n) for n in ("segment", "region", "vehicle_model")]
    data = lgb.Dataset(x[some], y[some], categorical_feature=categories)
    model = lgb.train({"objective": "binary", "num_leaves": 15, "max_depth": 4, "learning_rate": 0.1, "num_threads": 2, "verbosity": -1}, data, 200)
    model.predict(now)
    p = model.predict(x[rest])
    ranks = p.argsort().argsort() + 1
    ones = y[rest] == 1
    return (ranks[ones].sum() - ones.sum() * (ones.sum() + 1) / 2) / (ones.sum() * (~ones).sum()), len(now)


for name, peer in (("pandas", pandas_peer), ("polars", polars_peer)):
    if name not in wanted:
        continue
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    auc, rows = peer()
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(json.dumps({"name": name, "wall": time.perf_counter() - began, "cpu": cpu, "auc": float(auc), "rows": rows}), flush=True)
