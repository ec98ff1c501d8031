"""Writes location.fixtures.json from SciPy. Run by hand; commit both files."""
import numpy as np
import scipy
from fixture_data import uniform_column, write
from scipy import stats

means, signed, quantiles = [], [], []
for rows, level in [(2, 0.95), (12, 0.9), (500, 0.99)]:
    x = uniform_column(rows, 801) ** 2
    means.append({"rows": rows, "level": level, "interval": stats.t.interval(level, rows - 1, x.mean(), stats.sem(x))})
for rows, levels, shift in [(1, 0, 0.5), (7, 0, 0.3), (50, 0, 0.45), (51, 0, 0.4), (200, 9, 0.45), (30, 5, 0.5), (100_000, 0, 0.499)]:
    d = uniform_column(rows, 802) - shift
    d = np.round(d * levels) if levels else d
    kept = d[d != 0]
    tied = len(np.unique(abs(kept))) < len(kept)
    exact = len(kept) <= 50 and not tied
    found = stats.wilcoxon(kept, method="exact" if exact else "asymptotic", correction=False)
    signed.append({"rows": rows, "levels": levels, "shift": shift, "pairs": len(kept), "p": found.pvalue})
for rows, q, level in [(5, 0.5, 0.95), (20, 0.5, 0.95), (100, 0.05, 0.95), (1000, 0.9, 0.99), (100_000, 0.5, 0.95)]:
    x = np.sort(uniform_column(rows, 803))
    ci = stats.quantile_test(x, p=q).confidence_interval(level)
    quantiles.append({"rows": rows, "q": q, "level": level, "low": "-Infinity" if np.isnan(ci.low) else ci.low,
                      "high": "Infinity" if np.isnan(ci.high) else ci.high})

write(__file__, f"scipy {scipy.__version__}", means=means, signed=signed, quantiles=quantiles)
