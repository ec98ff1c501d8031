"""Writes bounds.fixtures.json: quantiles and spreads are NumPy's, the skewness is SciPy's."""
import numpy as np
import scipy
from fixture_data import uniform_column, write
from scipy import stats

SHAPES = {
    "uniform": lambda u, v: 100 * u - 50,
    "bell": lambda u, v: 20 + 5 * (u + v - 1),
    "long tail": lambda u, v: np.exp(6 * u * v),
    "long tail with zeros": lambda u, v: np.where(u < 0.1, 0, np.exp(6 * u * v)),
    "mostly zero": lambda u, v: np.where(u < 0.8, 0, np.floor(10_000 * v)),
}

cases = []
for name, shape in SHAPES.items():
    for rows in (200, 5000):
        values = shape(uniform_column(rows, 1), uniform_column(rows, 2))
        skew = stats.skew(values)
        scale = "log" if values.min() > 0 and skew > 2 else "linear"
        scaled = np.log(values) if scale == "log" else values
        spread = stats.iqr(scaled) / 1.349 or scaled.std(ddof=1)
        centre = np.median(scaled)
        undo = np.exp if scale == "log" else float
        cases.append({"shape": name, "rows": rows, "skew": skew, "scale": scale,
                      "low": undo(centre - 6 * spread), "high": undo(centre + 6 * spread),
                      "sdLow": undo(scaled.mean() - 3 * scaled.std(ddof=1)),
                      "sdHigh": undo(scaled.mean() + 3 * scaled.std(ddof=1))})

write(__file__, f"scipy {scipy.__version__} and numpy {np.__version__}", cases=cases)
