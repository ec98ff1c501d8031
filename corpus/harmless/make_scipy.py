"""Sparse matrices, distributions, interpolators and trees of points."""

import numpy as np
import scipy
from scipy import interpolate, optimize, signal, sparse, spatial, stats
from shelf import Shelf

X = np.linspace(0, 1, 8)
DENSE = np.eye(4) + np.eye(4, k=1)
VALUES = {
    **{f"sparse-{kind}": getattr(sparse, f"{kind}_matrix")(DENSE) for kind in ("csr", "csc", "coo", "bsr", "dia", "lil", "dok")},
    **{f"sparse-array-{kind}": getattr(sparse, f"{kind}_array")(DENSE) for kind in ("csr", "csc", "coo", "dok", "lil")},
    "stats-frozen": [stats.norm(0, 1), stats.gamma(2), stats.poisson(3), stats.uniform(), stats.randint(1, 5), stats.loguniform(0.1, 1)],
    "stats-distribution": [stats.norm, stats.beta],
    "stats-kde": stats.gaussian_kde(np.arange(9.0) ** 2),
    "stats-multivariate": stats.multivariate_normal([0, 0]),
    "stats-results": [stats.ttest_ind(X, X + 1), stats.linregress(X, X * 2), stats.ks_2samp(X, X)],
    "interp1d": interpolate.interp1d(X, X**2),
    "interp1d-cubic": interpolate.interp1d(X, X**2, kind="cubic"),
    "cubic-spline": interpolate.CubicSpline(X, X**2),
    "pchip": interpolate.PchipInterpolator(X, X**2),
    "akima": interpolate.Akima1DInterpolator(X, X**2),
    "bspline": interpolate.make_interp_spline(X, X**2),
    "univariate": interpolate.UnivariateSpline(X, X**2),
    "grid": interpolate.RegularGridInterpolator((X, X), np.outer(X, X)),
    "rbf": interpolate.RBFInterpolator(np.random.RandomState(0).rand(9, 2), np.arange(9.0)),
    "optimize-result": optimize.minimize(lambda x: (x**2).sum(), [1.0]),
    "kd-tree": spatial.cKDTree(np.random.RandomState(0).rand(9, 2)),
    "kd-tree-python": spatial.KDTree(np.random.RandomState(0).rand(9, 2)),
    "rotation": spatial.transform.Rotation.from_euler("z", 30, degrees=True),
    "state-space": signal.StateSpace([[1]], [[1]], [[1]], [[0]]),
    "functions": [__import__("scipy.special", fromlist=["expit"]).expit, spatial.distance.cosine],
}

shelf = Shelf("scipy", scipy.__version__)
for number, (name, value) in enumerate(VALUES.items()):
    for protocol in shelf.protocols(number):
        shelf.pickled(name, value, protocol)
for matrix in ("csr", "coo"):
    shelf.buffered(f"matrix-{matrix}.npz", lambda file, matrix=matrix: sparse.save_npz(file, VALUES[f"sparse-{matrix}"]))
shelf.close()
