"""Writes impact.fixtures.json: AUC from scikit-learn, errors of ratios by the delta method from NumPy's covariances."""
import numpy as np
import sklearn
from fixture_data import uniform_column, write
from sklearn.metrics import roc_auc_score, root_mean_squared_error


def paired_ratio(truth, before, after):
    a, b = (after - truth) ** 2, (before - truth) ** 2
    ratio = root_mean_squared_error(truth, after) / root_mean_squared_error(truth, before)
    cov = np.cov(a, b)
    relative = cov[0, 0] / a.mean() ** 2 + cov[1, 1] / b.mean() ** 2 - 2 * cov[0, 1] / (a.mean() * b.mean())
    return ratio - 1, ratio / 2 * np.sqrt(relative / len(truth))


def independent_ratio(a, b):
    ratio = np.sqrt(a.mean() / b.mean())
    relative = a.var(ddof=1) / a.mean() ** 2 / len(a) + b.var(ddof=1) / b.mean() ** 2 / len(b)
    return ratio - 1, ratio / 2 * np.sqrt(relative)


values, classes = [], []
for rows, noise in [(100, 0.1), (400, 0.5), (5000, 2.0), (5000, 1e-6)]:
    truth, first, second, third = (uniform_column(rows, stream) for stream in (1, 2, 3, 4))
    before, after = truth + first - 0.5, truth + first - 0.5 + noise * (second - 0.5)
    affected = third < 0.3
    errors = (after - truth) ** 2
    rise, rise_error = paired_ratio(truth, before, after)
    gap, gap_error = independent_ratio(errors[affected], errors[~affected])
    moved = np.abs(after - before)
    values.append({"rows": rows, "noise": noise, "rise": rise, "riseError": rise_error, "gap": gap, "gapError": gap_error,
                   "shift": moved.mean() / before.std(ddof=1),
                   "shiftError": moved.std(ddof=1) / before.std(ddof=1) / np.sqrt(rows)})

    label = (truth < 0.4).astype(int)
    clean, spoilt = 0.4 * label + 0.6 * first, 0.4 * label + 0.6 * second
    right, kept = (clean >= 0.5) == label, (spoilt >= 0.5) == label
    classes.append({"rows": rows, "fall": roc_auc_score(label, clean) - roc_auc_score(label, spoilt),
                    "worse": int((right & ~kept).sum()), "better": int((~right & kept).sum()),
                    "flips": int(((clean >= 0.5) != (spoilt >= 0.5)).sum()),
                    "affected": [int((affected & ~kept).sum()), int(affected.sum())],
                    "others": [int((~affected & ~kept).sum()), int((~affected).sum())]})

write(__file__, f"scikit-learn {sklearn.__version__} and numpy {np.__version__}", values=values, classes=classes)
