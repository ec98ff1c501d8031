"""Trains the wine example: a regressor of white wine's quality, to be evaluated on red wine.

    python train.py --source DIR    DIR holds the UCI files: winequality-white.csv, winequality-red.csv
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
from sklearn.ensemble import RandomForestRegressor

HERE = Path(__file__).parent
LABEL = "quality"
FEATURES = [
    "fixed_acidity", "volatile_acidity", "citric_acid", "residual_sugar", "chlorides", "free_sulfur_dioxide",
    "total_sulfur_dioxide", "density", "ph", "sulphates", "alcohol",
]  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="directory with the UCI files")
    source = parser.parse_args().source

    white = read_uci(source / "winequality-white.csv")
    red = read_uci(source / "winequality-red.csv")
    train, held_out = split_apart(white, share=0.6, seed=7)
    write_parquet(held_out, HERE / "reference.parquet")
    write_parquet(red, HERE / "evaluation.parquet")

    regressor = fit(train)
    save_onnx(regressor, HERE / "model.onnx")
    for name in ("reference.parquet", "evaluation.parquet"):
        assert_same_predictions(regressor, HERE / "model.onnx", read_parquet(HERE / name), name)


def read_uci(path: Path) -> pd.DataFrame:
    """Semicolons and a header as UCI has it, or commas and none."""
    with path.open() as lines:
        first = next(lines)
    has_header = not first[0].isdigit()
    separator = ";" if ";" in first else ","
    frame = pd.read_csv(path, sep=separator, skiprows=int(has_header), header=None, names=[*FEATURES, LABEL])
    return frame.astype({name: np.float64 for name in FEATURES})


def split_apart(frame: pd.DataFrame, share: float, seed: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """About `share` of the rows, and the others; rows that are copies of each other stay on one side."""
    wine = frame.groupby(FEATURES, sort=False).ngroup().to_numpy()
    wines = wine.max() + 1
    order = np.random.default_rng(seed).permutation(wines)
    first = order[wine] < share * wines
    return frame[first], frame[~first]


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19)


def read_parquet(path: Path) -> pd.DataFrame:
    # On one thread: Arrow's reader threads now and then abort the interpreter as it exits (apache/arrow#34314).
    return pq.ParquetFile(path).read(use_threads=False).to_pandas(use_threads=False)


def fit(train: pd.DataFrame) -> RandomForestRegressor:
    regressor = RandomForestRegressor(
        n_estimators=60, max_leaf_nodes=150, min_samples_leaf=3, max_features=0.4, random_state=0
    )
    return regressor.fit(as_model_input(train), train[LABEL])


def as_model_input(frame: pd.DataFrame) -> np.ndarray:
    return frame[FEATURES].to_numpy(np.float32)


def save_onnx(regressor: RandomForestRegressor, path: Path) -> None:
    inputs = [("features", FloatTensorType([None, len(FEATURES)]))]
    # A fixed name: the converter would draw a random one.
    model = to_onnx(regressor, initial_types=inputs, name="wine", target_opset={"": 18, "ai.onnx.ml": 3})
    order_opsets(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def order_opsets(model: onnx.ModelProto) -> None:
    """The converter lists them in the order of a set, which differs from one process to the next."""
    opsets = sorted(model.opset_import, key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(opsets)


def assert_same_predictions(regressor: RandomForestRegressor, path: Path, frame: pd.DataFrame, name: str) -> None:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    matrix = as_model_input(frame)
    (predictions,) = session.run(["variable"], {"features": matrix})
    difference = np.abs(predictions[:, 0] - regressor.predict(matrix)).max()
    print(f"{name}: {len(frame)} rows, largest difference {difference:.1e}")
    assert difference < 1e-5, "the graph and the regressor disagree"


if __name__ == "__main__":
    main()
