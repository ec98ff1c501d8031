"""Files that carry Python code by nature: functions and classes saved whole. Harmless, but to be told apart from data."""

import cloudpickle
import dill
from shelf import Shelf


def add_one(x):
    return x + 1


class Scale:
    def __init__(self, factor):
        self.factor = factor

    def predict(self, x):
        return [value * self.factor for value in x]


shelf = Shelf("cloudpickle", cloudpickle.__version__)
Scale.__module__ = add_one.__module__ = "__main__"
for name, value in {"lambda": lambda x: x * 2, "function": add_one, "instance": Scale(3), "class": Scale}.items():
    for protocol in (4, 5):
        shelf.attempt(f"{name}.p{protocol}.pkl", lambda: cloudpickle.dumps(value, protocol=protocol), protocol, carries_code=True)
shelf.close()
shelf = Shelf("dill", dill.__version__)
for name, value in {"lambda": lambda x: x * 2, "function": add_one, "instance": Scale(3), "class": Scale}.items():
    for protocol in (2, 4):
        shelf.attempt(f"{name}.p{protocol}.dill", lambda: dill.dumps(value, protocol=protocol, recurse=True), protocol, carries_code=True)
shelf.close()
