"""Prints the classes that a library defines below the given modules, one module a line, as the lists of the policy are written.

`python list_classes.py sklearn scipy.sparse` in an environment that has the library. Classes that define how they are made or set up
(`__new__`, `__setstate__`, `__del__`) go to the error stream with their place, to be read by a person before they are listed.
"""

import importlib
import inspect
import pkgutil
import sys
import warnings

warnings.filterwarnings("ignore")
LEFT_OUT = {"tests", "testing", "_testing", "conftest", "externals", "setup", "_array_api", "__main__", "_build_utils", "test", "_test"}
HOOKS = ("__new__", "__setstate__", "__del__", "__setattr__", "__reduce__", "__reduce_ex__")


def modules_below(root):
    package = importlib.import_module(root)
    yield package
    for info in pkgutil.walk_packages(getattr(package, "__path__", []), root + "."):
        if LEFT_OUT & set(info.name.split(".")):
            continue
        try:
            yield importlib.import_module(info.name)
        except BaseException:
            continue


def classes_below(root):
    found = {}
    for module in modules_below(root):
        for value in list(vars(module).values()):
            home = getattr(value, "__module__", "") or ""
            if not inspect.isclass(value) or issubclass(value, BaseException) or not (home + ".").startswith(root + "."):
                continue
            if LEFT_OUT & set(home.split(".")):
                continue
            if value.__qualname__.isidentifier():
                found.setdefault(home, {})[value.__qualname__] = value
    return found


for root in sys.argv[1:]:
    for module, classes in sorted(classes_below(root).items()):
        print(f"{module}: {' '.join(sorted(classes))}")
        for name, value in sorted(classes.items()):
            own = [hook for hook in HOOKS if hook in vars(value)]
            if own:
                print(f"{module}.{name} {' '.join(own)}", file=sys.stderr)
