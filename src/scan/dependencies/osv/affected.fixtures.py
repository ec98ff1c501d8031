"""Makes affected.fixtures.json: random ranges and versions, judged by `packaging` straight from the words of the OSV schema."""

import json
import pathlib
import random

from packaging.version import Version

random.seed(7)
POOL = [
    f"{epoch}{release}{tail}"
    for epoch in ("", "", "", "1!")
    for release in ("0", "0.1", "0.9.10", "1", "1.0", "1.0.0", "1.2", "1.10", "1.10.3", "2.0", "2024.1.1", "10.0")
    for tail in ("", "", "", "a1", "b2", "rc1", ".post1", ".dev3", "-1", "RC2", "+cu121", ".post2+local.1")
]


def in_range(version, events):
    """Affected between an `introduced` and the next `fixed` or, with it, the next `last_affected`."""
    def before(event):
        kind, text = event
        if text == "0":
            return True
        at = Version(text)
        return version > at if kind == "last_affected" else version >= at

    def key(event):
        order = ["fixed", "introduced", "last_affected"].index(event[0])
        return (0, Version("0"), order) if event[1] == "0" else (1, Version(event[1]), order)

    state = False
    for event in sorted(events, key=key):
        if before(event):
            state = event[0] == "introduced"
    return state


def case():
    events = [["introduced", random.choice(["0", random.choice(POOL).split("+")[0]])]]
    for _ in range(random.randrange(4)):
        kind = random.choice(["introduced", "fixed", "fixed", "last_affected"])
        events.append([kind, random.choice(POOL).split("+")[0]])
    random.shuffle(events)
    version = random.choice(POOL)
    public = Version(Version(version).public)
    return {"version": version, "events": events, "affected": in_range(public, events)}


orders = [
    {"a": a, "b": b, "order": (Version(a) > Version(b)) - (Version(a) < Version(b))}
    for a, b in ((random.choice(POOL), random.choice(POOL)) for _ in range(300))
]
cases = [case() for _ in range(600)]
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"orders": orders, "cases": cases}, indent=0) + "\n")
