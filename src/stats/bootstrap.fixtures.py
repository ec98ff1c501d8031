"""Writes bootstrap.fixtures.json from SciPy. Run by hand; commit both files."""
import numpy as np
import scipy
from fixture_data import uniform_column, write
from scipy.stats import _resampling

cases = []
for name, rows, replicates, level in [("mean", 30, 500, 0.95), ("variance", 40, 999, 0.9), ("mean", 120, 300, 0.99)]:
    data = (-np.log(1 - uniform_column(rows, 91))) ** 3
    statistic = {"mean": lambda x, axis=-1: np.mean(x, axis), "variance": lambda x, axis=-1: np.var(x, axis)}[name]
    draws = np.floor(uniform_column(rows * replicates, 92) * rows).astype(int).reshape(replicates, rows)
    theta = statistic(data[draws])
    low, high, _ = _resampling._bca_interval((data,), statistic, -1, (1 - level) / 2, theta, None, np)
    cases.append({"name": name, "rows": rows, "replicates": replicates, "level": level,
                  "bca": [np.quantile(theta, float(low)), np.quantile(theta, float(high))],
                  "percentile": np.quantile(theta, [(1 - level) / 2, (1 + level) / 2])})

write(__file__, f"scipy {scipy.__version__}", cases=cases)
