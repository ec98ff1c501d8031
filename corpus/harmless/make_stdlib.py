"""Values of the standard library, as they stand beside models in files of settings, caches and metadata."""

import argparse
import array
import collections
import datetime
import decimal
import fractions
import ipaddress
import pathlib
import platform
import re
import types
import uuid

from shelf import Shelf

VALUES = {
    "plain": {"name": "model", "scores": [0.5, 1, -2, 3 << 70, True, None], "text": "prix: 12 €", "bytes": b"\x00\x01", "empty": b""},
    "datetime": [
        datetime.datetime(2024, 2, 29, 12, 30, 1, 5),
        datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone.utc),
        datetime.datetime(2024, 2, 29, tzinfo=datetime.timezone(datetime.timedelta(hours=2), "here")),
        datetime.date(1999, 12, 31),
        datetime.time(1, 2, 3),
        datetime.timedelta(days=3, seconds=2),
    ],
    "numbers": [decimal.Decimal("1.10"), fractions.Fraction(2, 3), 1 + 2j, decimal.Decimal("NaN")],
    "uuid": [uuid.UUID(int=5), uuid.UUID(int=7 << 90)],
    "collections": [
        collections.OrderedDict([("b", 1), ("a", 2)]),
        collections.Counter("mississippi"),
        collections.deque([1, 2, 3], maxlen=5),
        collections.defaultdict(list, {"a": [1]}),
        collections.defaultdict(int, {"a": 1}),
        collections.defaultdict(None, {"a": 1}),
        collections.ChainMap({"a": 1}, {"b": 2}),
        collections.UserDict(a=1),
    ],
    "sets": [set(), {1, 2}, frozenset({"a"}), frozenset(), bytearray(b"abc"), range(3), slice(1, None, 2)],
    "paths": [pathlib.PurePosixPath("models/a.bin"), pathlib.PureWindowsPath("C:/models/a.bin")],
    "patterns": [re.compile(r"(?i)\b\w\w+\b"), re.compile(b"[0-9]+")],
    "namespaces": [argparse.Namespace(lr=0.1, epochs=3, layers=[1, 2]), types.SimpleNamespace(a=1)],
    "arrays": [array.array("d", [1.5, 2.5]), array.array("i", [])],
    "addresses": [ipaddress.ip_address("127.0.0.1")],
    "types": [int, str, float, dict, list, bytes, type(None)],
    "builtin-functions": [len, sum, min, max, abs, sorted],
    "recursive": None,
    "nested": {"levels": [[[[[("a", ("b", ("c",)))]]]]], "shared": None},
}
VALUES["recursive"] = []
VALUES["recursive"].append({"self": VALUES["recursive"]})
SHARED = ["shared", 1.5]
VALUES["nested"]["shared"] = [SHARED, SHARED, (SHARED,)]

shelf = Shelf("stdlib", platform.python_version())
for number, (name, value) in enumerate(VALUES.items()):
    for protocol in range(6) if name in ("plain", "collections", "sets") else shelf.protocols(number):
        shelf.pickled(name, value, protocol)
shelf.close()
