"""Draws as they come from scripts/calibrate/peer-process.ts: one JSON line in, one JSON line out, until the input ends."""
import json
import sys
import time
import warnings

import pandas as pd

warnings.filterwarnings("ignore")


def read_frames(draw):
    """The reference and the evaluation table; words stay words, and only an empty cell is missing."""
    words = {name: str for name in draw["categories"]}
    return [
        pd.read_csv(
            f"{draw['folder']}/{name}.csv",
            dtype=words,
            keep_default_na=False,
            na_values=[""],
            float_precision="round_trip",
        )
        for name in ("reference", "evaluation")
    ]


def first_sentence(error):
    return str(error).strip().split("\n")[0].split(". ")[0][:200]


def answer_draws(version, judge):
    """`judge` gives for a draw how many conditions were judged, and the names of those that failed or did not run."""
    answers, sys.stdout = sys.stdout, sys.stderr  # suites print; the answers are to stand alone
    print(json.dumps({"version": version}), file=answers, flush=True)
    for line in sys.stdin:
        draw = json.loads(line)
        began = time.perf_counter()
        try:
            answer = judge(draw)
        except Exception as error:  # a suite that cannot be run on a draw is a result
            answer = {"judged": 0, "fails": [], "warns": [], "notRun": {"the whole suite": first_sentence(error)}}
        seconds = round(time.perf_counter() - began, 2)
        print(json.dumps({"seconds": seconds, **answer}), file=answers, flush=True)
