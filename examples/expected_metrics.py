"""Writes each example's expected-metrics.json: scikit-learn's opinion of the committed model on the committed data.

    python expected_metrics.py          all examples
    python expected_metrics.py --check  writes nothing, fails where a file differs by more than 1e-9

Predictions come from model.onnx through ONNX Runtime (or from the prediction columns), never from the training
script, so that the numbers are a second opinion on what Airworthy measures. The threshold is 0.5, shares are 0-1.
"""

import argparse
import json
import math
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import pyarrow.parquet as pq
from sklearn import metrics

HERE = Path(__file__).parent
Metrics = dict[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the committed files instead of writing")
    check = parser.parse_args().check

    differing = []
    for folder, (reference, evaluation, measure) in EXAMPLES.items():
        expected = {
            "reference": measure(HERE / folder, read_parquet(HERE / folder / reference)),
            "evaluation": measure(HERE / folder, read_parquet(HERE / folder / evaluation)),
        }
        path = HERE / folder / "expected-metrics.json"
        if not check:
            path.write_text(json.dumps(expected, indent=2) + "\n")
        elif not same(expected, json.loads(path.read_text())):
            differing.append(folder)
    if differing:
        raise SystemExit(f"expected-metrics.json differs: {', '.join(differing)}")


def adult(folder: Path, frame: pd.DataFrame) -> Metrics:
    session = load(folder)
    inputs = {
        column.name: frame[[column.name]].to_numpy(np.float32 if column.type == "tensor(float)" else object)
        for column in session.get_inputs()
    }
    labels, maps = session.run(["output_label", "output_probability"], inputs)
    return binary_metrics(frame["income"], labels, np.array([row[">50K"] for row in maps]))


def adult_predictions(_: Path, frame: pd.DataFrame) -> Metrics:
    return binary_metrics(frame["income"], frame["prediction"], frame["score"])


def wine(folder: Path, frame: pd.DataFrame) -> Metrics:
    features = frame.drop(columns="quality").to_numpy(np.float32)
    (predictions,) = load(folder).run(["variable"], {"features": features})
    return regression_metrics(frame["quality"], predictions[:, 0].astype(np.float64))


def wine_grade(folder: Path, frame: pd.DataFrame) -> Metrics:
    features = frame.drop(columns="grade").to_numpy(np.float32)
    labels, scores = load(folder).run(["label", "probabilities"], {"features": features})
    return multiclass_metrics(frame["grade"], labels, scores.astype(np.float64))


EXAMPLES: dict[str, tuple[str, str, Callable[[Path, pd.DataFrame], Metrics]]] = {
    "adult": ("train.parquet", "test.parquet", adult),
    "adult-predictions": ("reference.parquet", "evaluation.parquet", adult_predictions),
    "wine": ("reference.parquet", "evaluation.parquet", wine),
    "wine-grade": ("reference.parquet", "evaluation.parquet", wine_grade),
}


def binary_metrics(truth: pd.Series, labels: np.ndarray, scores: np.ndarray) -> Metrics:
    actual = np.asarray(truth == ">50K")
    score = np.asarray(scores, dtype=np.float64)
    predicted = score >= 0.5
    assert (predicted == (np.asarray(labels) == ">50K")).all(), "the model's labels are not those of threshold 0.5"
    tn, fp, fn, tp = (int(count) for count in metrics.confusion_matrix(actual, predicted).ravel())
    return {
        "accuracy": metrics.accuracy_score(actual, predicted),
        "balanced_accuracy": metrics.balanced_accuracy_score(actual, predicted),
        "precision": metrics.precision_score(actual, predicted),
        "recall": metrics.recall_score(actual, predicted),
        "f1": metrics.f1_score(actual, predicted),
        "fpr": fp / (fp + tn),
        "fnr": fn / (fn + tp),
        "mcc": metrics.matthews_corrcoef(actual, predicted),
        "auc": metrics.roc_auc_score(actual, score),
        "average_precision": metrics.average_precision_score(actual, score),
        "log_loss": metrics.log_loss(actual, score),
        "brier": metrics.brier_score_loss(actual, score),
    }


def multiclass_metrics(truth: pd.Series, labels: np.ndarray, scores: np.ndarray) -> Metrics:
    # Three float32 probabilities sum to 1 only nearly; scikit-learn uses them as they are, and says so.
    warnings.filterwarnings("ignore", message="The y_prob values do not sum to one")
    classes = np.unique(truth)  # sorted, which is the order of the probability columns
    assert (classes[scores.argmax(axis=1)] == labels).all(), "the columns are not in the order of the classes"
    return {
        "accuracy": metrics.accuracy_score(truth, labels),
        "macro_precision": metrics.precision_score(truth, labels, average="macro"),
        "macro_recall": metrics.recall_score(truth, labels, average="macro"),
        "macro_f1": metrics.f1_score(truth, labels, average="macro"),
        "auc": metrics.roc_auc_score(truth, scores, multi_class="ovr", labels=classes),
        "log_loss": metrics.log_loss(truth, scores, labels=classes),
    }


def regression_metrics(truth: pd.Series, predicted: np.ndarray) -> Metrics:
    return {
        "rmse": metrics.root_mean_squared_error(truth, predicted),
        "mse": metrics.mean_squared_error(truth, predicted),
        "mae": metrics.mean_absolute_error(truth, predicted),
        "mape": metrics.mean_absolute_percentage_error(truth, predicted),
        "r2": metrics.r2_score(truth, predicted),
        "median_ae": metrics.median_absolute_error(truth, predicted),
    }


def load(folder: Path) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(folder / "model.onnx", providers=["CPUExecutionProvider"])


def read_parquet(path: Path) -> pd.DataFrame:
    # On one thread: Arrow's reader threads now and then abort the interpreter as it exits (apache/arrow#34314).
    return pq.ParquetFile(path).read(use_threads=False).to_pandas(use_threads=False)


def same(one: dict[str, Metrics], other: dict[str, Metrics]) -> bool:
    return one.keys() == other.keys() and all(
        one[part].keys() == other[part].keys()
        and all(math.isclose(one[part][name], other[part][name], rel_tol=1e-9) for name in one[part])
        for part in one
    )


if __name__ == "__main__":
    main()
