"""Runs Evidently's drift, quality and model presets with generated tests, defaults untouched, on each draw it is sent."""
import json
from importlib.metadata import version

from evidently import BinaryClassification, DataDefinition, Dataset, MulticlassClassification, Regression, Report
from evidently.presets import ClassificationPreset, DataDriftPreset, DataSummaryPreset, RegressionPreset

from draws import answer_draws, read_frames


def judge(draw):
    frames = read_frames(draw)
    datasets = [Dataset.from_pandas(told(frame, draw), data_definition=definition_of(draw)) for frame in frames]
    about_model = RegressionPreset() if draw["task"] == "regression" else ClassificationPreset()
    report = Report([DataDriftPreset(), DataSummaryPreset(), about_model], include_tests=True)
    reference, current = datasets
    tests = json.loads(report.run(current, reference).json())["tests"]
    named = names_by_status(tests)
    return {
        "judged": len(tests),
        "fails": named.get("FAIL", []),
        "warns": named.get("WARNING", []),
        "notRun": {
            name: f"status {status}"
            for status, names in named.items()
            if status not in ("SUCCESS", "FAIL", "WARNING")
            for name in names
        },
    }


def told(frame, draw):
    """The columns that the definition names: for two classes the target as 0 and 1 and the score of the second."""
    features = draw["numbers"] + draw["categories"]
    label, prediction, probabilities = draw["label"], draw["prediction"], draw["probabilities"]
    if draw["task"] == "binary":
        target = (frame[label] == draw["classes"][1]).astype(int)
        return frame[features].assign(target=target, score=frame[probabilities[1]])
    if draw["task"] == "multiclass":
        return frame[features + [label] + probabilities].rename(columns=dict(zip(probabilities, draw["classes"])))
    return frame[features + [label, prediction]]


def definition_of(draw):
    if draw["task"] == "binary":
        model = {"classification": [BinaryClassification(target="target", prediction_probas="score", pos_label=1)]}
    elif draw["task"] == "multiclass":
        model = {"classification": [MulticlassClassification(target=draw["label"], prediction_probas=draw["classes"])]}
    else:
        model = {"regression": [Regression(target=draw["label"], prediction=draw["prediction"])]}
    return DataDefinition(numerical_columns=draw["numbers"], categorical_columns=draw["categories"], **model)


def name_of(test):
    """The metric under test, without its column: `evidently:metric_v2:MaxValue` is MaxValue."""
    return test["metric_config"]["params"]["type"].rsplit(":", 1)[-1]


def names_by_status(tests):
    names = {}
    for test in tests:
        names.setdefault(test["status"], set()).add(name_of(test))
    return {status: sorted(found) for status, found in names.items()}


answer_draws(version("evidently"), judge)
