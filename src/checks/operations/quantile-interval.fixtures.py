"""Writes quantile-interval.fixtures.json from SciPy's test of a quantile. Run by hand; commit both files."""
import json
import math
import pathlib

import numpy as np
import scipy
from scipy.stats import quantile_test

cases = []
for n in (5, 10, 58, 59, 72, 73, 100, 367, 368, 500):
    for q in (0.5, 0.95, 0.99):
        for level in (0.9, 0.95):
            bounds = quantile_test(np.arange(1, n + 1), q=0, p=q).confidence_interval(level)
            known = not (math.isnan(bounds.low) or math.isnan(bounds.high))
            cases.append({"n": n, "q": q, "level": level, "interval": [int(bounds.low), int(bounds.high)] if known else None})

lines = ",\n".join("    " + json.dumps(case) for case in cases)
text = f'{{\n  "source": "scipy {scipy.__version__}",\n  "cases": [\n{lines}\n  ]\n}}\n'
pathlib.Path(__file__).with_suffix(".json").write_text(text)
