"""The work of bench/roiPage.ts in NumPy: draws, formulas, quantiles, tornado, monthly cash flow with its band."""
import json, re, sys, time
import numpy as np

given = json.load(sys.stdin)
draws, rng = 10_000, np.random.default_rng(20260629)
formulas = [(f["id"], compile(re.sub(r"\bif\(", "where(", f["formula"]), f["id"], "eval")) for f in given["formulas"]]
names = dict(
    where=np.where, min=np.minimum, max=np.maximum, abs=np.abs, sqrt=np.sqrt, exp=np.exp, log=np.log, pow=np.power,
    clamp=np.clip, coalesce=lambda a, b: np.where(np.isnan(a), b, a),
)
uniforms = {a["id"]: rng.random(draws) for a in given["assumptions"]}
roots = {k: (np.sqrt(u), np.sqrt(1 - u)) for k, u in uniforms.items()}


def drawn(a, shift):
    if a["value"] is None:
        return np.nan
    low, value, high = a["low"] * shift, a["value"] * shift, a["high"] * shift
    if not low < high:
        return value
    width = high - low
    root, rest = roots[a["id"]]
    rise, fall = np.sqrt(width * (value - low)), np.sqrt(width * (high - value))
    return np.where(root < np.sqrt((value - low) / width), low + rise * root, high - fall * rest)


def evaluate(scope):
    scope = {**names, **scope}
    for name, formula in formulas:
        scope[name] = eval(formula, {"__builtins__": {}}, scope)
    return scope


def tornado(shift):
    ranged = [a for a in given["assumptions"] if a["value"] is not None and a["low"] < a["high"]]
    rows = 2 * len(ranged) + 1
    scope = {a["id"]: np.nan if a["value"] is None else np.full(rows, a["value"] * shift) for a in given["assumptions"]}
    for i, a in enumerate(ranged):
        scope[a["id"]][2 * i + 1], scope[a["id"]][2 * i + 2] = a["low"] * shift, a["high"] * shift
    return evaluate(scope)["roi"]


def outcome(shift):
    scope = evaluate({a["id"]: drawn(a, shift) for a in given["assumptions"]})
    levels = [0.025, 0.1, 0.5, 0.9, 0.975]
    spreads = [np.quantile(scope[name], levels) for name in ("roi", "payback", "npv")]
    covered, fan = 0.0, []
    for month, coverage in enumerate([0.0, *given["coverage"]]):
        covered += coverage / 12
        cumulative = (scope["benefit_full"] - scope["interventions_full"]) * covered - scope["running"] * month / 12
        fan.append(np.quantile(cumulative - scope["one_off"], [0.1, 0.9]))
    return spreads, fan, tornado(shift)


def timed(work, runs, run):
    for i in range(5):
        run(i)
    ms = []
    for i in range(runs):
        start = time.perf_counter()
        run(i + 5)
        ms.append((time.perf_counter() - start) * 1000)
    return {"work": work, "ms": ms}


with np.errstate(all="ignore"):
    ranged = sum(a["value"] is not None and a["low"] < a["high"] for a in given["assumptions"])
    timings = [timed(f"all {ranged} ranges moved, 10,000 draws, tornado, cash flow with its band", 60, lambda i: outcome(1 - 1e-5 * i))]
    roi = float(tornado(1)[0])
json.dump({"timings": timings, "roi": roi, "version": np.__version__}, sys.stdout)
