"""Scores a sample of the Adult example with its model, as a batch job would that hands on a file of predictions.

    python predict.py    reads ../adult; needs no other source
"""

from pathlib import Path

import numpy as np
import onnxruntime
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).parent
ADULT = HERE.parent / "adult"
ROWS = 4000


def main() -> None:
    session = onnxruntime.InferenceSession(ADULT / "model.onnx", providers=["CPUExecutionProvider"])
    for seed, (source, target) in enumerate([("train", "reference"), ("test", "evaluation")]):
        frame = sample(read_parquet(ADULT / f"{source}.parquet"), seed)
        labels, scores = predict(session, frame)
        write_parquet(frame.assign(score=scores, prediction=labels), HERE / f"{target}.parquet")


def sample(frame: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Rows drawn without replacement, kept in source order."""
    return frame.iloc[np.sort(np.random.default_rng(seed).choice(len(frame), ROWS, replace=False))]


def predict(session: onnxruntime.InferenceSession, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """The label, and the probability of `>50K`."""
    inputs = {
        column.name: frame[[column.name]].to_numpy(np.float32 if column.type == "tensor(float)" else object)
        for column in session.get_inputs()
    }
    labels, maps = session.run(["output_label", "output_probability"], inputs)
    return labels, np.array([row[">50K"] for row in maps])


def read_parquet(path: Path) -> pd.DataFrame:
    # On one thread: Arrow's reader threads now and then abort the interpreter as it exits (apache/arrow#34314).
    return pq.ParquetFile(path).read(use_threads=False).to_pandas(use_threads=False)


def write_parquet(frame: pd.DataFrame, path: Path) -> None:
    table = pa.Table.from_pandas(frame, preserve_index=False).replace_schema_metadata(None)
    pq.write_table(table, path, compression="zstd", compression_level=19)


if __name__ == "__main__":
    main()
