"""Writes describe.fixtures.json from NumPy, sums from exact fractions. Run by hand; commit both files."""
import math

import numpy as np
from fixture_data import uniform_column, write
from scipy.stats import median_abs_deviation

cases = []
for name, values in [
    ("one", [3.5]), ("ties", [1, 1, 1, 2]), ("cancelling", [1e16, 1.0, -1e16, 1.0]), ("far from zero", [1e9 + 1, 1e9 + 2, 1e9 + 4]),
    ("negative", [-5.5, 0.0, 2.25, 1e-300]),
]:
    values = np.array(values, dtype=float)
    exact_mean = math.fsum(values) / len(values)
    cases.append({
        "name": name, "values": values, "sum": math.fsum(values), "mean": exact_mean,
        "sample": math.fsum((v - exact_mean) ** 2 for v in values) / (len(values) - 1) if len(values) > 1 else None,
        "population": math.fsum((v - exact_mean) ** 2 for v in values) / len(values),
        "quantiles": np.quantile(values, [0, 0.1, 0.5, 0.731, 1]), "mad": median_abs_deviation(values),
        "histogram": np.histogram(values, [-6, 0, 1, 3.5, 1e10])[0],
    })
u = uniform_column(100_000, 21) ** 4
large = [{"rows": len(u), "sum": math.fsum(u), "mean": math.fsum(u) / len(u), "sample": math.fsum((u - math.fsum(u) / len(u)) ** 2) / (len(u) - 1),
          "quantiles": np.quantile(u, [0, 0.1, 0.5, 0.731, 1]), "mad": median_abs_deviation(u),
          "histogram": np.histogram(u, np.linspace(0, 1, 11))[0]}]

write(__file__, f"numpy {np.__version__}", cases=cases, large=large)
