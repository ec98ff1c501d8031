"""Frames, series and indexes of every extension type."""

import datetime

import numpy as np
import pandas as pd
from shelf import Shelf

DATES = pd.date_range("2024-01-01", periods=4, freq="D")
FRAME = pd.DataFrame(
    {
        "number": [1.5, np.nan, 3.0, 4.0],
        "whole": [1, 2, 3, 4],
        "text": ["a", "b", None, "d"],
        "flag": [True, False, True, True],
        "kind": pd.Categorical(["x", "y", "x", "x"], categories=["y", "x"], ordered=True),
        "at": DATES,
    }
)
VALUES = {
    "frame": FRAME,
    "frame-by-date": FRAME.set_index("at"),
    "frame-empty": pd.DataFrame(),
    "frame-extension": pd.DataFrame(
        {
            "Int64": pd.array([1, None, 3], dtype="Int64"),
            "Float32": pd.array([1.5, None, 3], dtype="Float32"),
            "boolean": pd.array([True, None, False], dtype="boolean"),
            "string": pd.array(["a", None, "c"], dtype="string"),
        }
    ),
    "frame-multiindex": FRAME.set_index(["kind", "whole"]),
    "frame-columns-multiindex": pd.DataFrame(np.eye(2), columns=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)])),
    "frame-sparse": pd.DataFrame({"s": pd.arrays.SparseArray([0, 0, 1])}),
    "frame-attrs": FRAME[["number"]],
    "series": pd.Series([1.0, 2.0], name="s", index=["a", "b"]),
    "series-categorical": FRAME["kind"],
    "series-object": pd.Series([1, "a", None, (1, 2)]),
    "series-time-zone": pd.Series(DATES.tz_localize("Europe/Zurich")),
    "series-utc": pd.Series(DATES.tz_localize("UTC")),
    "series-offset-zone": pd.Series(DATES.tz_localize(datetime.timezone(datetime.timedelta(hours=2)))),
    "series-timedelta": pd.Series(pd.to_timedelta([1, 2, None], unit="h")),
    "series-period": pd.Series(pd.period_range("2024-01", periods=3, freq="M")),
    "series-interval": pd.Series(pd.interval_range(0, 3)),
    "index-range": pd.RangeIndex(5),
    "index-date": DATES,
    "index-timedelta": pd.timedelta_range("1D", periods=3),
    "index-period": pd.period_range("2024Q1", periods=3, freq="Q"),
    "index-interval": pd.interval_range(0, 3),
    "index-categorical": pd.CategoricalIndex(["a", "b"]),
    "index-multi": pd.MultiIndex.from_product([["a", "b"], [1, 2]], names=["x", "y"]),
    "index-object": pd.Index(["a", None]),
    "index-number": pd.Index([1, 2, 3]),
    "scalars": [pd.Timestamp("2024-01-01", tz="UTC"), pd.Timestamp("2024-01-01"), pd.Timedelta("1D"), pd.Period("2024-01", "M"), pd.Interval(0, 1), pd.NaT, pd.NA],
    "offsets": [pd.offsets.Day(2), pd.offsets.MonthEnd(), pd.offsets.BDay(), pd.offsets.Week(weekday=1), pd.offsets.QuarterEnd(), pd.offsets.Hour(), pd.DateOffset(months=1)],
    "dtypes": [pd.CategoricalDtype(["a"]), pd.Int64Dtype(), pd.StringDtype(), pd.DatetimeTZDtype("ns", "UTC"), pd.PeriodDtype("D"), pd.IntervalDtype("int64"), pd.SparseDtype("f8"), pd.BooleanDtype()],
}
FRAME[["number"]].attrs["unit"] = "m"

shelf = Shelf("pandas", pd.__version__)
for number, (name, value) in enumerate(VALUES.items()):
    for protocol in shelf.protocols(number):
        shelf.pickled(name, value, protocol)
shelf.stored("compressed.pkl.gz", lambda path: FRAME.to_pickle(path), 5)
shelf.stored("compressed.pkl.bz2", lambda path: FRAME.to_pickle(path), 5)
shelf.stored("compressed.pkl.xz", lambda path: FRAME.to_pickle(path), 5)
shelf.stored("compressed.pkl.zip", lambda path: FRAME.to_pickle(path), 5)
shelf.close()
