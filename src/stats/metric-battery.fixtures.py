"""Writes metric-battery.fixtures.json: scikit-learn's metrics with the standard errors of their influence functions.

The influence of a row is the derivative of the metric by that row's weight, here a central difference of scikit-learn's
own weighted metric; the standard error is the root of the sum of squares.
"""
import numpy as np
import sklearn
from fixture_data import uniform_column, write
from sklearn import metrics as m

ROWS = 240
STEP = 1e-4


def standard_error(metric):
    total = 0.0
    for row in range(ROWS):
        up, down = np.ones(ROWS), np.ones(ROWS)
        up[row] += STEP
        down[row] -= STEP
        total += ((metric(up) - metric(down)) / (2 * STEP)) ** 2
    return np.sqrt(total)


def case(name, metric):
    return {"name": name, "value": metric(np.ones(ROWS)), "error": standard_error(metric)}


def weighted_variance(values, w):
    centre = np.average(values, weights=w)
    return np.average((values - centre) ** 2, weights=w)


def rate(hits, rows):
    return lambda w: w[hits & rows].sum() / w[rows].sum()


u, v = uniform_column(ROWS, 1), uniform_column(ROWS, 2)
y = (u < 0.35).astype(int)
s = np.floor(100 * np.clip(0.25 + 0.4 * y + 0.6 * (v - 0.5), 0.01, 0.99)) / 100
d = (s >= 0.5).astype(int)
every = np.ones(ROWS, bool)
binary = [
    case("accuracy", lambda w: m.accuracy_score(y, d, sample_weight=w)),
    case("balanced_accuracy", lambda w: m.balanced_accuracy_score(y, d, sample_weight=w)),
    case("precision", lambda w: m.precision_score(y, d, sample_weight=w)),
    case("recall", lambda w: m.recall_score(y, d, sample_weight=w)),
    case("f1", lambda w: m.f1_score(y, d, sample_weight=w)),
    case("fpr", rate(d == 1, y == 0)),
    case("fnr", rate(d == 0, y == 1)),
    case("specificity", rate(d == 0, y == 0)),
    case("npv", rate(y == 0, d == 0)),
    case("mcc", lambda w: m.matthews_corrcoef(y, d, sample_weight=w)),
    case("auc", lambda w: m.roc_auc_score(y, s, sample_weight=w)),
    case("average_precision", lambda w: m.average_precision_score(y, s, sample_weight=w)),
    case("log_loss", lambda w: m.log_loss(y, s, sample_weight=w)),
    case("brier", lambda w: m.brier_score_loss(y, s, sample_weight=w)),
    case("positive_rate", rate(d == 1, every)),
    case("mean_prediction", lambda w: np.average(s, weights=w)),
    case("prediction_variance", lambda w: weighted_variance(s, w)),
]

k = np.searchsorted([0.2, 0.6], u, side="right")
raw = np.floor(20 * np.stack([uniform_column(ROWS, 3 + c) + 0.4 * (k == c) for c in range(3)], axis=1)) + 1
p = raw / raw.sum(axis=1, keepdims=True)
g = p.argmax(axis=1)
multiclass = [
    case("accuracy", lambda w: m.accuracy_score(k, g, sample_weight=w)),
    case("balanced_accuracy", lambda w: m.balanced_accuracy_score(k, g, sample_weight=w)),
    case("macro_precision", lambda w: m.precision_score(k, g, average="macro", sample_weight=w)),
    case("macro_recall", lambda w: m.recall_score(k, g, average="macro", sample_weight=w)),
    case("macro_f1", lambda w: m.f1_score(k, g, average="macro", sample_weight=w)),
    case("auc", lambda w: m.roc_auc_score(k, p, multi_class="ovr", sample_weight=w)),
    case("log_loss", lambda w: m.log_loss(k, p, sample_weight=w)),
    case("mcc", lambda w: m.matthews_corrcoef(k, g, sample_weight=w)),
    case("avg_confidence", lambda w: np.average(p.max(axis=1), weights=w)),
]

truth = 2 + 3 * u
value = truth + (v - 0.4) * (1 + u)
regression = [
    case("rmse", lambda w: m.root_mean_squared_error(truth, value, sample_weight=w)),
    case("mse", lambda w: m.mean_squared_error(truth, value, sample_weight=w)),
    case("mae", lambda w: m.mean_absolute_error(truth, value, sample_weight=w)),
    case("mape", lambda w: m.mean_absolute_percentage_error(truth, value, sample_weight=w)),
    case("msle", lambda w: m.mean_squared_log_error(truth, value, sample_weight=w)),
    case("r2", lambda w: m.r2_score(truth, value, sample_weight=w)),
    case("mean_prediction", lambda w: np.average(value, weights=w)),
    # of a median the weights say nothing; its error is tested by its coverage
    {"name": "median_ae", "value": m.median_absolute_error(truth, value), "error": float("nan")},
]

write(__file__, f"scikit-learn {sklearn.__version__} and numpy {np.__version__}", binary=binary, multiclass=multiclass,
      regression=regression)
