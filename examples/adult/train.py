"""Trains the Adult example: Parquet data and an ONNX classifier that takes the raw columns.

    python train.py --source DIR    DIR holds the UCI files: adult.data, adult.test
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
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

HERE = Path(__file__).parent
LABEL = "income"
NUMBERS = ["age", "fnlwgt", "education-num", "capital-gain", "capital-loss", "hours-per-week"]
FEATURES = [
    "age", "workclass", "fnlwgt", "education", "education-num", "marital-status", "occupation", "relationship",
    "race", "sex", "capital-gain", "capital-loss", "hours-per-week", "native-country",
]  # fmt: skip
CATEGORIES = [name for name in FEATURES if name not in NUMBERS]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", type=Path, required=True, help="directory with the UCI files")
    source = parser.parse_args().source

    train = read_uci(source, "adult.data", "adult-train.csv")
    test = read_uci(source, "adult.test", "adult-test.csv")
    write_parquet(train, HERE / "train.parquet")
    write_parquet(test, HERE / "test.parquet")

    pipeline = fit(train)
    save_onnx(pipeline, HERE / "model.onnx")
    for name in ("train.parquet", "test.parquet"):
        assert_same_predictions(pipeline, HERE / "model.onnx", read_parquet(HERE / name), name)


def read_uci(source: Path, *file_names: str) -> pd.DataFrame:
    """The first of `file_names` that exists; spaces trimmed, `?` kept, the full stop of the test labels dropped."""
    path = next((source / name for name in file_names if (source / name).exists()), None)
    if path is None:
        raise SystemExit(f"{source} holds none of {', '.join(file_names)}")
    # The test file opens with a comment line that starts with a bar.
    columns = [*FEATURES, LABEL]
    frame = pd.read_csv(path, names=columns, comment="|", skipinitialspace=True, na_filter=False)
    frame[LABEL] = frame[LABEL].str.rstrip(".")
    return frame


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19)


def read_parquet(path: Path) -> pd.DataFrame:
    # On one thread: Arrow's reader threads now and then abort the interpreter as it exits (apache/arrow#34314).
    return pq.ParquetFile(path).read(use_threads=False).to_pandas(use_threads=False)


def fit(train: pd.DataFrame) -> Pipeline:
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False, dtype=np.float32)
    trees = HistGradientBoostingClassifier(
        max_iter=200, learning_rate=0.08, max_leaf_nodes=12, max_depth=4, early_stopping=False, random_state=0
    )
    columns = ColumnTransformer([("numbers", "passthrough", NUMBERS), ("categories", one_hot, CATEGORIES)])
    return Pipeline([("columns", columns), ("trees", trees)]).fit(as_model_input(train), train[LABEL])


def as_model_input(frame: pd.DataFrame) -> pd.DataFrame:
    """Numbers as the float32 that the graph will see, so that no threshold falls between the two precisions."""
    return frame[FEATURES].astype({name: np.float32 for name in NUMBERS})


def save_onnx(pipeline: Pipeline, path: Path) -> None:
    """One input per column; the probabilities keep ZipMap, the converter's default (a sequence of maps)."""
    inputs = [
        (name, FloatTensorType([None, 1]) if name in NUMBERS else StringTensorType([None, 1])) for name in FEATURES
    ]
    # A fixed name: the converter would draw a random one.
    model = to_onnx(pipeline, initial_types=inputs, name="adult", target_opset={"": 18, "ai.onnx.ml": 3})
    name_inputs_as_columns(model)
    order_opsets(model)
    path.write_bytes(model.SerializeToString(deterministic=True))


def name_inputs_as_columns(model: onnx.ModelProto) -> None:
    """The converter writes `education-num` as `education_num`; an input is called what its column is called."""
    columns = {graph_input.name: column for graph_input, column in zip(model.graph.input, FEATURES, strict=True)}
    for graph_input in model.graph.input:
        graph_input.name = columns[graph_input.name]
    for node in model.graph.node:
        node.input[:] = [columns.get(name, name) for name in node.input]


def order_opsets(model: onnx.ModelProto) -> None:
    """The converter lists them in the order of a set, which differs from one process to the next."""
    opsets = sorted(model.opset_import, key=lambda opset: opset.domain)
    del model.opset_import[:]
    model.opset_import.extend(opsets)


def assert_same_predictions(pipeline: Pipeline, path: Path, frame: pd.DataFrame, name: str) -> None:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    columns = as_model_input(frame)
    labels, maps = session.run(None, {column: columns[[column]].to_numpy() for column in FEATURES})
    scores = np.array([[row[label] for label in pipeline.classes_] for row in maps])

    difference = np.abs(scores - pipeline.predict_proba(columns)).max()
    agreement = (labels == pipeline.predict(columns)).mean()
    print(f"{name}: {len(frame)} rows, largest difference {difference:.1e}, labels that agree {agreement:.2%}")
    assert difference < 1e-5 and agreement == 1, "the graph and the pipeline disagree"


if __name__ == "__main__":
    main()
