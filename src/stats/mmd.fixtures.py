"""Writes mmd.fixtures.json from the definition, in NumPy. Run by hand; commit both files."""
import numpy as np
from fixture_data import uniform_column, write
from scipy.spatial.distance import cdist, pdist

cases = []
for n, m, width, shift, fixed in [(2, 2, 1, 0, None), (20, 30, 2, 0.5, None), (60, 40, 5, 0.0, None), (50, 50, 3, 0.1, 0.7)]:
    x = uniform_column(n * width, 621).reshape(n, width)
    y = uniform_column(m * width, 622).reshape(m, width) + shift
    sigma = fixed or np.median(pdist(np.concatenate([x, y])))
    k = lambda u, v: np.exp(-cdist(u, v, "sqeuclidean") / 2 / sigma**2)
    xx, yy, xy = k(x, x), k(y, y), k(x, y)
    statistic = (xx.sum() - n) / n / (n - 1) + (yy.sum() - m) / m / (m - 1) - 2 * xy.mean()
    cases.append({"n": n, "m": m, "width": width, "shift": shift, "fixed": fixed, "statistic": statistic, "bandwidth": sigma})

write(__file__, f"numpy {np.__version__}", cases=cases)
