"""Every estimator that fits a small table, pipelines of them, and what joblib makes of them with each compressor."""

import io
import pickle

import joblib
import numpy as np
import sklearn
from shelf import Shelf
from sklearn import (
    calibration,
    compose,
    datasets,
    ensemble,
    feature_extraction,
    feature_selection,
    gaussian_process,
    impute,
    isotonic,
    linear_model,
    metrics,
    model_selection,
    multiclass,
    multioutput,
    naive_bayes,
    neighbors,
    pipeline,
    preprocessing,
    svm,
    tree,
)
from sklearn.utils import Bunch, all_estimators

RANDOM = np.random.RandomState(0)
X = RANDOM.rand(24, 4)
Y = np.arange(24) % 2
TEXTS = ["the cat sat", "a dog ran", "the dog sat down", "cats and dogs"] * 6
SMALLER = {
    "n_estimators": 3,
    "max_depth": 3,
    "max_iter": 20,
    "n_components": 2,
    "n_clusters": 2,
    "hidden_layer_sizes": (3,),
    "n_quantiles": 5,
    "random_state": 0,
    "max_features": 2,
    "cv": 2,
}
INNER = {
    "estimator": linear_model.LogisticRegression(),
    "base_estimator": linear_model.LogisticRegression(),
    "estimators": [("a", linear_model.LogisticRegression()), ("b", naive_bayes.GaussianNB())],
    "transformers": [("scale", preprocessing.StandardScaler(), [0, 1])],
    "transformer_list": [("scale", preprocessing.StandardScaler())],
    "steps": [("scale", preprocessing.StandardScaler()), ("model", linear_model.Ridge())],
    "param_grid": {"C": [0.1, 1.0]},
    "param_distributions": {"C": [0.1, 1.0]},
    "dictionary": np.eye(4),
}

shelf = Shelf("sklearn", sklearn.__version__)
COMPRESSORS = [0, ("zlib", 3), ("gzip", 3), ("bz2", 3), ("xz", 3), ("lzma", 3), ("lz4", 3)]
ENDINGS = {"zlib": "z", "gzip": "gz", "bz2": "bz2", "xz": "xz", "lzma": "lzma", "lz4": "lz4"}


def with_joblib(name, value, number, protocol):
    compressor = COMPRESSORS[number % len(COMPRESSORS)]
    ending = "" if compressor == 0 else f".{ENDINGS[compressor[0]]}"
    shelf.stored(
        f"{name}{ending}.p{protocol}.joblib",
        lambda path: joblib.dump(value, path, compress=compressor, protocol=protocol),
        protocol,
    )


def make(kind):
    parameters = kind.__init__.__code__.co_varnames[1 : kind.__init__.__code__.co_argcount + kind.__init__.__code__.co_kwonlyargcount]
    chosen = {name: value for name, value in {**SMALLER, **INNER}.items() if name in parameters}
    if kind.__name__ in ("RANSACRegressor", "TransformedTargetRegressor", "RegressorChain", "MultiOutputRegressor"):
        chosen["estimator" if "estimator" in parameters else "base_estimator" if "base_estimator" in parameters else "regressor"] = linear_model.Ridge()
    if kind.__name__ in ("StackingRegressor", "VotingRegressor"):
        chosen["estimators"] = [("a", linear_model.Ridge()), ("b", tree.DecisionTreeRegressor(max_depth=2))]
    if kind.__name__ in ("BaggingRegressor", "AdaBoostRegressor"):
        chosen["estimator"] = tree.DecisionTreeRegressor(max_depth=2)
    if kind.__name__ in ("BaggingClassifier", "AdaBoostClassifier"):
        chosen["estimator"] = tree.DecisionTreeClassifier(max_depth=2)
    while True:
        try:
            return kind(**chosen)
        except TypeError as error:
            wrong = [name for name in chosen if name in str(error)]
            if not wrong:
                raise
            del chosen[wrong[0]]


def fitted(kind):
    model = make(kind)
    target = np.stack([Y, 1 - Y], axis=1) if "Multi" in kind.__name__ or "Chain" in kind.__name__ else Y
    for data, answers in ((X, target), (X, Y.astype(float)), (X[:, 0], Y.astype(float)), (TEXTS, Y), (Y.reshape(-1), Y), ([{"a": 1.0}, {"b": 2.0}], None)):
        try:
            return model.fit(data, answers)
        except Exception:
            model = make(kind)
    return model


for number, (name, kind) in enumerate(sorted(all_estimators())):
    try:
        model = fitted(kind)
    except Exception as error:
        shelf.failures.append(f"{name}: {type(error).__name__}: {str(error)[:90]}")
        continue
    protocol = 2 + (number // 2 + len(shelf.environment)) % 4
    if number % 2 == len(shelf.environment) % 2:
        shelf.pickled(name, model, protocol)
    else:
        with_joblib(name, model, number // 2, protocol)

TABLE = None
try:
    import pandas as pd

    TABLE = pd.DataFrame({"age": [20, 30, 40, 50] * 6, "job": ["a", "b", "c", None] * 6})
except ImportError:
    pass
NUMBERS = pipeline.make_pipeline(impute.SimpleImputer(), preprocessing.StandardScaler())
OTHERS = {
    "pipeline-scaler-logistic": pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.LogisticRegression()).fit(X, Y),
    "pipeline-text": pipeline.make_pipeline(feature_extraction.text.TfidfVectorizer(), naive_bayes.MultinomialNB()).fit(TEXTS, Y),
    "pipeline-columns": pipeline.Pipeline(
        [
            ("columns", compose.ColumnTransformer([("n", NUMBERS, ["age"]), ("c", preprocessing.OneHotEncoder(handle_unknown="ignore"), ["job"])])),
            ("forest", ensemble.RandomForestClassifier(3, max_depth=3)),
        ]
    ).fit(TABLE, Y),
    "pipeline-selector": compose.ColumnTransformer([("n", "passthrough", compose.make_column_selector(dtype_include="number"))]).fit(TABLE),
    "pipeline-function": pipeline.make_pipeline(preprocessing.FunctionTransformer(np.log1p), linear_model.Ridge()).fit(X, Y),
    "pipeline-select-k": pipeline.make_pipeline(feature_selection.SelectKBest(feature_selection.f_classif, k=2), svm.SVC(probability=True)).fit(X, Y),
    "grid-search-scorer": model_selection.GridSearchCV(linear_model.LogisticRegression(), {"C": [0.1, 1]}, scoring=metrics.make_scorer(metrics.f1_score), cv=2).fit(X, Y),
    "grid-search-forest": model_selection.GridSearchCV(ensemble.RandomForestClassifier(2), {"max_depth": [1, 2]}, cv=2, scoring="roc_auc").fit(X, Y),
    "random-search": model_selection.RandomizedSearchCV(linear_model.Ridge(), {"alpha": __import__("scipy.stats", fromlist=["uniform"]).uniform(0, 1)}, n_iter=2, cv=2).fit(X, Y),
    "calibrated": calibration.CalibratedClassifierCV(svm.LinearSVC(), cv=2).fit(X, Y),
    "calibrated-isotonic": calibration.CalibratedClassifierCV(tree.DecisionTreeClassifier(max_depth=2), method="isotonic", cv=2).fit(X, Y),
    "gaussian-process-kernels": gaussian_process.GaussianProcessRegressor(gaussian_process.kernels.RBF() + gaussian_process.kernels.WhiteKernel() * gaussian_process.kernels.ConstantKernel()).fit(X, Y),
    "neighbors-ball-tree": neighbors.KNeighborsClassifier(algorithm="ball_tree", metric="manhattan").fit(X, Y),
    "neighbors-kd-tree": neighbors.KNeighborsRegressor(algorithm="kd_tree").fit(X, Y),
    "density": neighbors.KernelDensity().fit(X),
    "boosting-losses": [ensemble.HistGradientBoostingRegressor(loss=loss, max_iter=2).fit(X, Y + 1.0) for loss in ("squared_error", "absolute_error", "poisson")],
    "boosting-gradient": [ensemble.GradientBoostingRegressor(loss=loss, n_estimators=2).fit(X, Y) for loss in ("squared_error", "huber", "quantile", "absolute_error")],
    "boosting-multiclass": ensemble.HistGradientBoostingClassifier(max_iter=2).fit(X, np.arange(24) % 3),
    "gradient-losses": [linear_model.SGDClassifier(loss=loss).fit(X, Y) for loss in ("hinge", "log_loss", "modified_huber", "squared_hinge", "perceptron", "huber", "epsilon_insensitive")],
    "generalised": [model().fit(X, Y + 1.0) for model in (linear_model.PoissonRegressor, linear_model.GammaRegressor, linear_model.TweedieRegressor)],
    "one-vs-rest": multiclass.OneVsRestClassifier(linear_model.LogisticRegression()).fit(X, np.arange(24) % 3),
    "chains": multioutput.ClassifierChain(linear_model.LogisticRegression()).fit(X, np.stack([Y, 1 - Y], axis=1)),
    "isotonic": isotonic.IsotonicRegression().fit(X[:, 0], Y),
    "bunch-iris": Bunch(**{k: v for k, v in datasets.load_iris().items() if k in ("data", "target", "target_names", "feature_names")}),
    "splitters": [model_selection.KFold(2), model_selection.StratifiedKFold(2), model_selection.TimeSeriesSplit(2), model_selection.GroupKFold(2)],
    "scorers": [metrics.make_scorer(metrics.accuracy_score), metrics.get_scorer("roc_auc"), metrics.get_scorer("neg_mean_squared_error")],
    "tables": preprocessing.OrdinalEncoder().fit(TABLE[["job"]].fillna("?")),
    "pandas-output": preprocessing.StandardScaler().set_output(transform="pandas").fit(TABLE[["age"]]),
    "unfitted": [kind() for kind in (linear_model.Lasso, svm.SVR, ensemble.ExtraTreesClassifier, preprocessing.MinMaxScaler)],
}
for number, (name, value) in enumerate(OTHERS.items()):
    shelf.pickled(name, value, 2 + (number + len(shelf.environment)) % 4)
    with_joblib(name, value, number, 2 + (number + 1) % 4)

joblib_shelf = Shelf("joblib", joblib.__version__)
shelf.close()
shelf = joblib_shelf
ARRAYS = {
    "array": np.arange(12.0).reshape(3, 4),
    "array-fortran": np.asfortranarray(np.arange(6).reshape(2, 3)),
    "array-object": np.array(["a", None, 2], dtype=object),
    "arrays-between": {"first": np.arange(3), "text": "between", "second": np.arange(4, dtype="f4"), "objects": np.array([{"a": 1}], dtype=object), "last": [np.zeros(0), np.float64(2)]},
    "masked": np.ma.masked_array([1.0, 2.0], mask=[0, 1]),
    "matrix": np.matrix([[1, 2]]),
    "structured": np.zeros(3, [("a", "i4"), ("b", "f8")]),
    "sparse": __import__("scipy.sparse", fromlist=["x"]).csr_matrix(np.eye(3)),
    "table": TABLE,
    "plain": {"a": [1, 2, "three"]},
}
for number, (name, value) in enumerate(ARRAYS.items()):
    with_joblib(name, value, 0, shelf.protocols(number)[0])
    with_joblib(name, value, 1 + (number + len(shelf.environment)) % 6, shelf.protocols(number, 2)[1])
for number in range(7):
    with_joblib("codecs", ARRAYS["arrays-between"], number, 4)
shelf.close()
