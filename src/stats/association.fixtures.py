"""Writes association.fixtures.json from SciPy and scikit-learn. Run by hand; commit both files."""
import numpy as np
import scipy
import sklearn
from fixture_data import uniform_column, write
from scipy import stats
from sklearn.metrics import mutual_info_score, normalized_mutual_info_score


def entropy(codes):
    shares = np.unique(codes, return_counts=True)[1] / len(codes)
    return -(shares * np.log(shares)).sum()


categorical, numeric = [], []
for rows, ka, kb, tie in [(12, 3, 2, 0.5), (300, 5, 4, 0.3), (300, 8, 6, 0.0), (5000, 3, 3, 1.0), (100_000, 10, 10, 0.05)]:
    a = np.floor(uniform_column(rows, 601) * ka).astype(int)
    b = np.where(uniform_column(rows, 602) < tie, a % kb, np.floor(uniform_column(rows, 603) * kb)).astype(int)
    v = uniform_column(rows, 604) + 0.2 * a
    table = np.zeros((ka, kb))
    np.add.at(table, (a, b), 1)
    full = table[table.sum(1) > 0][:, table.sum(0) > 0]
    mi, ha, hb = mutual_info_score(a, b), entropy(a), entropy(b)
    ma, mb, mab = (full.sum(1) > 0).sum(), (full.sum(0) > 0).sum(), (full > 0).sum()
    corrected = max(0, (ha + (ma - 1) / 2 / rows) + (hb + (mb - 1) / 2 / rows) - (ha + hb - mi + (mab - 1) / 2 / rows))
    groups = [v[a == k] for k in range(ka) if (a == k).any()]
    between = sum(len(g) * (g.mean() - v.mean()) ** 2 for g in groups)
    assert abs(normalized_mutual_info_score(a, b) - mi / ((ha + hb) / 2)) < 1e-12
    categorical.append({"rows": rows, "ka": ka, "kb": kb, "tie": tie, "chi2": stats.chi2_contingency(full, correction=False).statistic,
                        "plain": mi, "corrected": corrected, "theil": mi / ha, "theilBack": mi / hb, "eta": (between / ((v - v.mean()) ** 2).sum()) ** 0.5})

for rows, levels, slope in [(3, 0, 0.5), (5, 0, -1.0), (40, 4, 0.6), (1000, 0, 0.1), (100_000, 0, 0.02), (100_000, 6, -0.7)]:
    x = uniform_column(rows, 611)
    y = slope * x**3 + 0.5 * uniform_column(rows, 612)
    if levels:
        x, y = np.floor(x * levels), np.floor(y * levels)
    pearson, spearman = stats.pearsonr(x, y), stats.spearmanr(x, y)
    low, high = pearson.confidence_interval(0.9) if rows > 3 else (-1, 1)
    numeric.append({"rows": rows, "levels": levels, "slope": slope, "pearson": pearson.statistic, "pearsonP": pearson.pvalue,
                    "low": low, "high": high, "spearman": spearman.statistic, "spearmanP": spearman.pvalue})

write(__file__, f"scipy {scipy.__version__} and scikit-learn {sklearn.__version__}", categorical=categorical, numeric=numeric)
