"""Runs deepchecks' full suite, defaults untouched, on each draw it is sent, with the model of the draw."""
import deepchecks
import numpy as np
from deepchecks.tabular import Dataset
from deepchecks.tabular.suites import full_suite

from draws import answer_draws, first_sentence, read_frames
from vote_model import VoteModel


def judge(draw):
    frames = read_frames(draw)
    model = VoteModel(draw["model"], len(draw["classes"]))
    for frame in frames:
        check_answers(model, frame, draw)
        if draw["classes"]:
            frame[draw["label"]] = frame[draw["label"]].map(draw["classes"].index)
    columns = draw["numbers"] + draw["categories"] + [draw["label"]]
    datasets = [Dataset(frame[columns], label=draw["label"], cat_features=draw["categories"]) for frame in frames]
    result = full_suite().run(*datasets, model, with_display=False)

    not_run = {name_of(failure.header): first_sentence(failure.exception) for failure in result.get_not_ran_checks()}
    by_category = {"FAIL": set(), "WARN": set(), "ERROR": set(), "PASS": set()}
    judged = 0
    for check in result.results:
        for condition in getattr(check, "conditions_results", None) or []:
            judged += 1
            by_category[condition.category.name].add(f"{name_of(check.get_header())}: {condition.name}")
    not_run |= {name: "the condition raised an error" for name in by_category["ERROR"]}
    return {
        "judged": judged,
        "fails": sorted(by_category["FAIL"]),
        "warns": sorted(by_category["WARN"]),
        "notRun": not_run,
    }


def check_answers(model, frame, draw):
    """The model is written twice, in two languages: unless both answer the same, nothing is measured at all."""
    answers = model.predict_proba(frame) if draw["classes"] else model.predict(frame)
    expected = frame[draw["probabilities"]] if draw["classes"] else frame[draw["prediction"]]
    if not np.allclose(answers, expected, rtol=0, atol=1e-9):
        raise SystemExit(f"the model of vote_model.py does not answer as that of {draw['folder']} did")


def name_of(header):
    """A check that looks at both tables counts once, like one that compares them."""
    return str(header).removesuffix(" - Train Dataset").removesuffix(" - Test Dataset")


answer_draws(deepchecks.__version__, judge)
