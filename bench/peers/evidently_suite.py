"""Runs Evidently's drift, quality and classification presets on the example and prints how many tests ran, as JSON."""
import json
import sys
import warnings

import pandas as pd
from evidently import BinaryClassification, DataDefinition, Dataset, Report
from evidently.presets import ClassificationPreset, DataDriftPreset, DataSummaryPreset

from model import OnnxClassifier

warnings.filterwarnings("ignore")
folder = sys.argv[1]
model = OnnxClassifier(f"{folder}/model.onnx")
frames = [pd.read_parquet(f"{folder}/{name}.parquet") for name in ("train", "test")]
features = [name for name in frames[0].columns if name != "income"]
numbers = [name for name in features if pd.api.types.is_numeric_dtype(frames[0][name])]
for frame in frames:
    frame["score"] = model.predict_proba(frame)[:, 1]
    frame["target"] = (frame["income"] == ">50K").astype(int)
definition = DataDefinition(
    numerical_columns=numbers,
    categorical_columns=[name for name in features if name not in numbers],
    classification=[BinaryClassification(target="target", prediction_probas="score", pos_label=1)],
)
reference, current = (Dataset.from_pandas(frame, data_definition=definition) for frame in frames)
report = Report([DataDriftPreset(), DataSummaryPreset(), ClassificationPreset()], include_tests=True)
snapshot = report.run(current, reference)
print(json.dumps({"checks": len(json.loads(snapshot.json())["tests"])}))
