"""Runs deepchecks' full suite on the example and prints how many checks ran, as JSON."""
import json
import sys
import warnings

import pandas as pd
from deepchecks.tabular import Dataset
from deepchecks.tabular.suites import full_suite

from model import OnnxClassifier

warnings.filterwarnings("ignore")
folder = sys.argv[1]
train, test = (pd.read_parquet(f"{folder}/{name}.parquet") for name in ("train", "test"))
categories = [name for name in train.columns if train[name].dtype == object and name != "income"]
datasets = [Dataset(frame, label="income", cat_features=categories) for frame in (train, test)]
result = full_suite().run(*datasets, OnnxClassifier(f"{folder}/model.onnx"))
failures = result.get_not_ran_checks()
not_run = {str(failure.header): str(failure.exception)[:200] for failure in failures}
print(json.dumps({"checks": len(result.results) - len(failures), "not_run": not_run}))
