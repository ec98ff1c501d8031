"""Writes drift.fixtures.json from SciPy: what a feature's drift is made of. Run by hand; commit both files."""
import json
import pathlib

import numpy as np
import scipy
from scipy import stats

rng = np.random.default_rng(7)
cases = []
for name, a, b in [
    ("same normal", rng.normal(0, 1, 80), rng.normal(0, 1, 90)),
    ("shifted normal", rng.normal(0, 1, 80), rng.normal(0.8, 1, 90)),
    ("wider", rng.normal(0, 1, 80), rng.normal(0, 3, 90)),
    ("with ties", np.round(rng.normal(0, 1, 80), 1), np.round(rng.normal(0.5, 1, 90), 1)),
]:
    ks = stats.ks_2samp(a, b)
    qa, qb = (np.quantile(x, np.arange(1, 100) / 100) for x in (a, b))
    cases.append({
        "name": name, "a": a.tolist(), "b": b.tolist(), "ks": ks.statistic, "p": ks.pvalue,
        "shift": stats.wasserstein_distance(a, b) / np.std(a, ddof=1),
        "trimmed": np.mean(np.abs(qb - qa)) / np.std(qa, ddof=1),
    })

counts = []
for a, b in [([50, 30, 20], [40, 35, 25]), ([50, 30, 20], [20, 30, 50]), ([500, 20], [400, 120])]:
    table = np.array([a, b])
    chi2 = stats.chi2_contingency(table, correction=False)
    n = table.sum()
    r, k = table.shape
    phi = max(0, chi2.statistic / n - (k - 1) * (r - 1) / (n - 1))
    v = np.sqrt(phi / min(k - (k - 1) ** 2 / (n - 1) - 1, r - (r - 1) ** 2 / (n - 1) - 1))
    counts.append({
        "a": a, "b": b, "p": chi2.pvalue, "v": v, "share": float(np.max(np.abs(table[0] / sum(a) - table[1] / sum(b)))),
        "detectable": float(np.sqrt(stats.chi2.ppf(0.95, k - 1) / n)),
    })

out = pathlib.Path(__file__).with_suffix(".json")
out.write_text(json.dumps({"source": f"scipy {scipy.__version__}", "numbers": cases, "counts": counts}, indent=1) + "\n")
