"""LightGBM, XGBoost and CatBoost in their own formats, pickled, and through joblib."""

import importlib

import joblib
import numpy as np
from shelf import Shelf

RANDOM = np.random.RandomState(0)
X = RANDOM.rand(30, 4)
Y = (X[:, 0] > 0.5).astype(int)
THREE = np.arange(30) % 3


def library(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


def wrapped(shelf, models):
    for number, (name, model) in enumerate(models.items()):
        for protocol in shelf.protocols(number, 2):
            shelf.pickled(name, model, protocol)
        shelf.stored(f"{name}.joblib", lambda path, model=model: joblib.dump(model, path, compress=3 if number % 2 else 0), 3)


lightgbm = library("lightgbm")
if lightgbm:
    shelf = Shelf("lightgbm", lightgbm.__version__)
    small = {"n_estimators": 2, "num_leaves": 4, "min_child_samples": 2, "verbose": -1}
    booster = lightgbm.train({"verbose": -1, "min_data_in_leaf": 2, "objective": "binary"}, lightgbm.Dataset(X, Y), 2)
    wrapped(
        shelf,
        {
            "booster": booster,
            "classifier": lightgbm.LGBMClassifier(**small).fit(X, Y),
            "multiclass": lightgbm.LGBMClassifier(**small).fit(X, THREE),
            "regressor": lightgbm.LGBMRegressor(**small).fit(X, X[:, 1]),
            "ranker": lightgbm.LGBMRanker(**small).fit(X, Y, group=[15, 15]),
        },
    )
    shelf.stored("booster.txt", booster.save_model)
    shelf.stored("regressor.model", lightgbm.LGBMRegressor(**small).fit(X, X[:, 1]).booster_.save_model)
    shelf.stored("booster.json", lambda path: open(path, "w").write(__import__("json").dumps(booster.dump_model())))
    shelf.close()

xgboost = library("xgboost")
if xgboost:
    shelf = Shelf("xgboost", xgboost.__version__)
    small = {"n_estimators": 2, "max_depth": 2}
    classifier = xgboost.XGBClassifier(**small).fit(X, Y)
    booster = classifier.get_booster()
    wrapped(
        shelf,
        {
            "booster": booster,
            "classifier": classifier,
            "multiclass": xgboost.XGBClassifier(**small).fit(X, THREE),
            "regressor": xgboost.XGBRegressor(**small).fit(X, X[:, 1]),
            "ranker": xgboost.XGBRanker(**small).fit(X, Y, group=[15, 15]),
            "forest": xgboost.XGBRFClassifier(**small).fit(X, Y),
            "forest-regressor": xgboost.XGBRFRegressor(**small).fit(X, X[:, 1]),
        },
    )
    for ending in ("json", "ubj", "model", "deprecated"):
        shelf.stored(f"booster.{ending}", booster.save_model)
    linear = xgboost.XGBRegressor(booster="gblinear", n_estimators=2).fit(X, X[:, 1])
    shelf.stored("linear.json", linear.save_model)
    shelf.stored("dart.ubj", xgboost.XGBRegressor(booster="dart", **small).fit(X, X[:, 1]).save_model)
    shelf.attempt("raw.ubj", lambda: booster.save_raw("ubj"))
    shelf.attempt("raw.deprecated.bin", lambda: booster.save_raw("deprecated"))
    shelf.close()

catboost = library("catboost")
if catboost:
    shelf = Shelf("catboost", catboost.__version__)
    small = {"iterations": 2, "depth": 2, "verbose": 0, "allow_writing_files": False}
    classifier = catboost.CatBoostClassifier(**small).fit(X, Y)
    wrapped(
        shelf,
        {
            "classifier": classifier,
            "regressor": catboost.CatBoostRegressor(**small).fit(X, X[:, 1]),
            "multiclass": catboost.CatBoostClassifier(**small).fit(X, THREE),
            "ranker": catboost.CatBoostRanker(**small).fit(X, Y, group_id=np.repeat([0, 1], 15)),
        },
    )
    for ending, format in (("cbm", "cbm"), ("json", "json"), ("onnx", "onnx"), ("pmml", "pmml"), ("py", "python")):
        if ending != "py":
            shelf.stored(f"classifier.{ending}", lambda path: classifier.save_model(path, format=format))
    shelf.close()
