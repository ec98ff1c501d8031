"""Writes boosting.fixtures.json: the reference is scikit-learn's boosting of the same depth, rounds and rate, whose
loss ours has to reach on unseen rows. Run by hand; commit both files."""
import numpy as np
import sklearn
from fixture_data import uniform_column, write
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, mean_squared_error, roc_auc_score

rows = 4000
x = np.stack([uniform_column(rows, 701 + k) for k in range(4)], 1)
category = np.floor(uniform_column(rows, 706) * 12).astype(int)
signal = 3 * x[:, 0] ** 2 - 2 * x[:, 1] + 2 * (category % 3 == 0) - 0.5
labels = (uniform_column(rows, 707) < 1 / (1 + np.exp(-signal))).astype(int)
numbers = signal + uniform_column(rows, 708)
train, unseen = slice(0, 3000), slice(3000, rows)
both = np.column_stack([x, category])
options = dict(max_depth=2, max_iter=50, learning_rate=0.1, max_bins=64, min_samples_leaf=20, l2_regularization=1.0, early_stopping=False,
               categorical_features=[4], max_leaf_nodes=None)
classifier = HistGradientBoostingClassifier(**options).fit(both[train], labels[train])
regressor = HistGradientBoostingRegressor(**options).fit(both[train], numbers[train])
p = classifier.predict_proba(both[unseen])[:, 1]

write(__file__, f"scikit-learn {sklearn.__version__}",
      cases=[{"rows": rows, "logLoss": log_loss(labels[unseen], p), "auc": roc_auc_score(labels[unseen], p),
              "mse": mean_squared_error(numbers[unseen], regressor.predict(both[unseen]))}])
