"""Writes auc.fixtures.json. AUC is scikit-learn's; DeLong's errors come from the full matrix of pairs, by definition."""
import numpy as np
import sklearn
from fixture_data import uniform_column, write
from sklearn.metrics import roc_auc_score


def components(scores, labels):
    x, y = scores[labels == 1], scores[labels == 0]
    wins = (x[:, None] > y[None, :]) + 0.5 * (x[:, None] == y[None, :])
    return wins.mean(axis=1), wins.mean(axis=0)


def delong(scores, labels):
    v10, v01 = components(scores, labels)
    return np.sqrt(v10.var(ddof=1) / len(v10) + v01.var(ddof=1) / len(v01))


def paired(a, b, labels):
    (a10, a01), (b10, b01) = components(a, labels), components(b, labels)
    return np.sqrt((a10 - b10).var(ddof=1) / len(a10) + (a01 - b01).var(ddof=1) / len(a01))


small = []
for name, s, y in [
    ("published example", [0.9, 0.4, 0.7, 0.4, 0.2, 0.55, 0.8, 0.1, 0.35, 0.3, 0.7, 0.6], [1, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1]),
    ("all tied", [1.0] * 6, [0, 1, 0, 1, 1, 0]),
    ("perfect", [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]),
    ("upside down", [0.9, 0.8, 0.2, 0.1], [0, 0, 1, 1]),
    ("far apart", [-1e300, 1e-300, 0.0, 1e300, 5.0], [0, 1, 0, 1, 0]),
]:
    s, y = np.array(s), np.array(y)
    small.append({"name": name, "scores": s, "labels": y, "auc": roc_auc_score(y, s), "se": delong(s, y)})

large = []
for rows, levels, rate in [(300, 7, 0.4), (5000, 0, 0.1), (5000, 3, 0.5), (100_000, 0, 0.02)]:
    y = (uniform_column(rows, 1) < rate).astype(int)
    a = 0.3 * y + uniform_column(rows, 2)
    b = 0.2 * y + 0.5 * uniform_column(rows, 2) + uniform_column(rows, 3)
    if levels:
        a, b = np.floor(a * levels), np.floor(b * levels)
    large.append({"rows": rows, "levels": levels, "rate": rate, "auc": roc_auc_score(y, a), "se": delong(a, y),
                  "difference": roc_auc_score(y, a) - roc_auc_score(y, b), "pairedSe": paired(a, b, y)})

write(__file__, f"scikit-learn {sklearn.__version__} and numpy {np.__version__}", small=small, large=large)
