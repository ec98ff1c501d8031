"""Writes ten-million-rows.fixtures.json from SciPy, scikit-learn and numpy. Run by hand; commit both files."""
import math

import numpy as np
import scipy
import sklearn
from fixture_data import uniform_column, write
from scipy import stats
from scipy.spatial.distance import jensenshannon
from sklearn.metrics import brier_score_loss, log_loss, matthews_corrcoef, mean_absolute_error, r2_score, roc_auc_score
from sklearn.metrics import average_precision_score

ROWS = 10_000_000


def described():
    u = uniform_column(ROWS, 1) ** 4
    mean = math.fsum(u) / ROWS
    return {"sum": math.fsum(u), "mean": mean, "variance": math.fsum((u - mean) ** 2) / (ROWS - 1),
            "quantiles": np.quantile(u, [0.001, 0.25, 0.5, 0.999]), "mad": stats.median_abs_deviation(u),
            "histogram": np.histogram(u, np.linspace(0, 1, 11))[0]}


def compared(levels, shift):
    a, b = uniform_column(ROWS, 2), uniform_column(ROWS, 3) + shift
    if levels:
        a, b = np.floor(a * levels), np.floor(b * levels)
    ks, u = stats.ks_2samp(a, b, method="asymp"), stats.mannwhitneyu(a, b, method="asymptotic")
    return {"levels": levels, "shift": shift, "ks": ks.statistic, "p": ks.pvalue, "wasserstein": stats.wasserstein_distance(a, b),
            "energy": stats.energy_distance(a, b), "u": u.statistic, "uP": u.pvalue}


def counted():
    a, b = (np.bincount((uniform_column(ROWS, stream) ** power * 20).astype(int), minlength=20)
            for stream, power in ((2, 1), (3, 1.0005)))
    test = stats.chi2_contingency(np.array([a, b]), correction=False)
    return {"power": 1.0005, "chiSquare": test.statistic, "p": test.pvalue, "jensenShannon": jensenshannon(a, b, 2)}


def graded(levels):
    y = (uniform_column(ROWS, 4) < 0.02).astype(int)
    s = (0.3 * y + uniform_column(ROWS, 5)) / 1.3
    if levels:
        s = np.floor(s * levels) / levels
    positives, negatives = y.sum(), ROWS - y.sum()
    ranks = stats.rankdata(s)
    won = (ranks[y == 1] - stats.rankdata(s[y == 1])) / negatives
    lost = (ranks[y == 0] - stats.rankdata(s[y == 0])) / positives
    chosen = (s >= 0.5).astype(int)
    return {"levels": levels, "auc": roc_auc_score(y, s), "se": np.sqrt(won.var(ddof=1) / positives + lost.var(ddof=1) / negatives),
            "averagePrecision": average_precision_score(y, s), "mcc": matthews_corrcoef(y, chosen),
            "logLoss": log_loss(y, s), "brier": brier_score_loss(y, s)}


def tied():
    x, y = uniform_column(ROWS, 6), uniform_column(ROWS, 7)
    y = 0.3 * x + y**3
    return {"pearson": stats.pearsonr(x, y).statistic, "spearman": stats.spearmanr(x, y).statistic, "r2": r2_score(y, x),
            "mae": mean_absolute_error(y, x)}


write(__file__, f"scipy {scipy.__version__}, scikit-learn {sklearn.__version__} and numpy {np.__version__}",
      described=[described()], compared=[compared(0, 0.0003), compared(0, 0), compared(7, 0.0001)], counted=[counted()],
      graded=[graded(0), graded(50)], tied=[tied()])
