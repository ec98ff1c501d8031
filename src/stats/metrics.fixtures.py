"""Writes metrics.fixtures.json from scikit-learn. Run by hand; commit both files."""
import warnings

import numpy as np
import sklearn
from fixture_data import uniform_column, write
from sklearn import metrics as sk

warnings.filterwarnings("ignore")
nan = float("nan")


def binary(name, s, y):
    s, y = np.asarray(s, dtype=float), np.asarray(y)
    d = (s >= 0.5).astype(int)
    two = 0 < y.sum() < len(y)
    options = {"zero_division": nan}
    tn, fp, fn, tp = sk.confusion_matrix(y, d, labels=[0, 1]).ravel()
    return {
        "accuracy": sk.accuracy_score(y, d), "precision": sk.precision_score(y, d, **options),
        "recall": sk.recall_score(y, d, **options), "f1": sk.f1_score(y, d, **options),
        "specificity": sk.recall_score(y, d, pos_label=0, **options), "npv": sk.precision_score(y, d, pos_label=0, **options),
        "fpr": 1 - sk.recall_score(y, d, pos_label=0, **options), "fnr": 1 - sk.recall_score(y, d, **options),
        "balancedAccuracy": sk.balanced_accuracy_score(y, d) if two else nan,
        "mcc": sk.matthews_corrcoef(y, d) if two and 0 < d.sum() < len(d) else nan,
        "averagePrecision": sk.average_precision_score(y, s) if y.sum() else nan,
        "logLoss": sk.log_loss(y, s, labels=[0, 1]), "brier": sk.brier_score_loss(y, s, labels=[0, 1]),
    }


small = []
for name, s, y in [
    ("mixed", [0.9, 0.4, 0.7, 0.4, 0.2, 0.55, 0.8, 0.1], [1, 0, 1, 1, 0, 0, 1, 0]),
    ("one row", [0.3], [0]), ("no positives", [0.2, 0.6, 0.1], [0, 0, 0]), ("no negatives", [0.2, 0.6, 0.1], [1, 1, 1]),
    ("never positive", [0.2, 0.3, 0.1], [0, 1, 1]), ("all tied", [0.5] * 4, [0, 1, 1, 0]), ("certain", [0.0, 1.0, 1.0, 0.0], [0, 1, 0, 1]),
]:
    small.append({"name": name, "scores": s, "labels": y, "values": binary(name, s, y)})

large = []
for rows, levels, rate in [(1000, 10, 0.3), (100_000, 0, 0.05), (100_000, 50, 0.6)]:
    y = (uniform_column(rows, 31) < rate).astype(int)
    s = 0.4 * y + 0.6 * uniform_column(rows, 32)
    s = np.floor(s * levels) / levels if levels else s
    large.append({"rows": rows, "levels": levels, "rate": rate, "values": binary("", s, y)})

multiclass = []
for rows, classes, absent in [(6, 3, False), (500, 4, True), (20_000, 5, False)]:
    u, v = uniform_column(rows, 41), uniform_column(rows, 42)
    y = np.floor(u * (classes - 1 if absent else classes)).astype(int)
    scores = np.stack([uniform_column(rows, 50 + k) + 0.5 * (y == k) * (v > 0.3) for k in range(classes)], axis=1)
    scores = scores / scores.sum(1, keepdims=True)
    d = scores.argmax(1)
    options = {"average": "macro", "zero_division": nan, "labels": range(classes)}
    ovr = [sk.roc_auc_score(y == k, scores[:, k]) for k in range(classes) if 0 < (y == k).sum() < rows]
    onehot = np.eye(classes)[y]
    multiclass.append({
        "rows": rows, "classes": classes, "absent": absent, "confusion": sk.confusion_matrix(y, d, labels=range(classes)).ravel(),
        "accuracy": sk.accuracy_score(y, d), "precision": sk.precision_score(y, d, **options), "recall": sk.recall_score(y, d, **options),
        "f1": sk.f1_score(y, d, **options), "auc": np.mean(ovr), "logLoss": sk.log_loss(y, scores, labels=range(classes)),
        "brier": ((scores - onehot) ** 2).sum(1).mean(),
    })


def regression(p, y):
    p, y = np.asarray(p, dtype=float), np.asarray(y, dtype=float)
    positive = p.min() > -1 and y.min() > -1
    return {
        "mse": sk.mean_squared_error(y, p), "rmse": sk.root_mean_squared_error(y, p), "mae": sk.mean_absolute_error(y, p),
        "mape": np.mean(np.abs(p - y) / np.maximum(np.abs(y), 1e-9)), "msle": sk.mean_squared_log_error(y, p) if positive else nan,
        "r2": sk.r2_score(y, p) if y.max() > y.min() else nan, "medianAbsoluteError": sk.median_absolute_error(y, p),
    }


numbers = []
for name, p, y in [("plain", [3.1, -0.5, 2.0, 7.0], [2.5, 0.0, 2.0, 8.0]), ("below −1", [3.0, -2.0], [1.0, 5.0]), ("one row", [1.0], [3.0]),
                   ("constant", [1.0, 2.0, 3.0], [0.1, 0.1, 0.1]), ("far", [1e9 + 1, 1e9 + 2, 1e9 + 4], [1e9 + 1.5, 1e9 + 2.5, 1e9 + 3])]:
    numbers.append({"name": name, "predictions": p, "labels": y, "values": regression(p, y)})
y = uniform_column(100_000, 61) ** 3 * 100
long = [{"rows": 100_000, "values": regression(y + uniform_column(100_000, 62) * 9 - 0.5, y)}]

write(__file__, f"scikit-learn {sklearn.__version__}", small=small, large=large, multiclass=multiclass, numbers=numbers, long=long)
