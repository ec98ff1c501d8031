"""Trains the wine-grade example: a classifier of white wine into low, medium and high.

    python train.py --source DIR    DIR holds the UCI file winequality-white.csv
"""

import argparse
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType
from sklearn.impute import SimpleImputer
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

HERE = Path(__file__).parent
LABEL = "grade"
FEATURES = [
    "fixed_acidity", "volatile_acidity", "citric_acid", "residual_sugar", "chlorides", "free_sulfur_dioxide",
    "total_sulfur_dioxide", "density", "ph", "sulphates", "alcohol",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="directory with the UCI file")
    source = parser.parse_args().source

    white = read_uci(source / "winequality-white.csv")
    train, reference, evaluation = split_apart(white, shares=(0.5, 0.25, 0.25), seed=11)
    write_parquet(reference, HERE / "reference.parquet")
    write_parquet(evaluation, HERE / "evaluation.parquet")

    pipeline = fit(train)
    save_onnx(pipeline, HERE / "model.onnx")
    for name in ("reference.parquet", "evaluation.parquet"):
        assert_same_predictions(pipeline, HERE / "model.onnx", read_parquet(HERE / name), name)


def read_uci(path: Path) -> pd.DataFrame:
    """Semicolons and a header as UCI has it, or commas and none; quality becomes a grade."""
    with path.open() as lines:
        first = next(lines)
    has_header = not first[0].isdigit()
    separator = ";" if ";" in first else ","
    frame = pd.read_csv(path, sep=separator, skiprows=int(has_header), header=None, names=[*FEATURES, "quality"])
    quality = frame.pop("quality").to_numpy()
    frame[LABEL] = np.select([quality <= 5, quality == 6], ["low", "medium"], "high")
    return frame.astype({name: np.float64 for name in FEATURES})


def split_apart(frame: pd.DataFrame, shares: tuple[float, ...], seed: int) -> list[pd.DataFrame]:
    """Parts of about these shares, in source order; rows that are copies of each other stay in one part."""
    wine = frame.groupby(FEATURES, sort=False).ngroup().to_numpy()
    wines = wine.max() + 1
    order = np.random.default_rng(seed).permutation(wines)
    part = np.searchsorted(np.cumsum(shares)[:-1] * wines, order[wine], side="right")
    return [frame[part == number] for number in range(len(shares))]


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19)


def read_parquet(path: Path) -> pd.DataFrame:
    # On one thread: Arrow's reader threads now and then abort the interpreter as it exits (apache/arrow#34314).
    return pq.ParquetFile(path).read(use_threads=False).to_pandas(use_threads=False)


def fit(train: pd.DataFrame) -> Pipeline:
    network = MLPClassifier(hidden_layer_sizes=(64, 32), alpha=3.0, max_iter=500, random_state=0)
    # The imputer never meets a missing value here; in the graph it is what lets the network survive one.
    pipeline = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), network)
    # One thread, because the order of a parallel sum would change the last digits of the weights.
    with threadpool_limits(limits=1):
        return pipeline.fit(as_model_input(train), train[LABEL])


def as_model_input(frame: pd.DataFrame) -> np.ndarray:
    return frame[FEATURES].to_numpy(np.float32)


def save_onnx(pipeline: Pipeline, path: Path) -> None:
    """Labels as strings, probabilities as one tensor in the order of `classes_` (no ZipMap)."""
    inputs = [("features", FloatTensorType([None, len(FEATURES)]))]
    model = to_onnx(
        pipeline,
        initial_types=inputs,
        name="wine-grade",  # fixed: the converter would draw a random one
        options={"zipmap": False},
        target_opset={"": 18, "ai.onnx.ml": 3},
    )
    order_opsets(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def order_opsets(model: onnx.ModelProto) -> None:
    """The converter lists them in the order of a set, which differs from one process to the next."""
    opsets = sorted(model.opset_import, key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(opsets)


def assert_same_predictions(pipeline: Pipeline, path: Path, frame: pd.DataFrame, name: str) -> None:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    matrix = as_model_input(frame)
    labels, scores = session.run(["label", "probabilities"], {"features": matrix})
    difference = np.abs(scores - pipeline.predict_proba(matrix)).max()
    agreement = (labels == pipeline.predict(matrix)).mean()
    print(f"{name}: {len(frame)} rows, largest difference {difference:.1e}, labels that agree {agreement:.2%}")
    assert difference < 1e-5 and agreement == 1, "the graph and the pipeline disagree"


if __name__ == "__main__":
    main()
