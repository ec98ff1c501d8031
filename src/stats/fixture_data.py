"""What the fixture scripts share: the inputs of fixtures.ts, made by the same formula, and a compact JSON writer."""
import json
import math
import pathlib

import numpy as np


def uniform_column(count, stream):
    """mulberry32's finaliser over a counter, to the last bit as uniformColumn in fixtures.ts."""
    mask = np.uint64(0xFFFFFFFF)
    i = np.arange(1, count + 1, dtype=np.uint64)
    a = (i * np.uint64(0x6D2B79F5) + np.uint64(((stream + 1) * 0x9E3779B1) & 0xFFFFFFFF)) & mask
    t = ((a ^ (a >> np.uint64(15))) * (a | np.uint64(1))) & mask
    t ^= (t + (((t ^ (t >> np.uint64(7))) * (t | np.uint64(61))) & mask)) & mask
    return ((t ^ (t >> np.uint64(14))) & mask).astype(np.float64) / 2.0**32


def plain(value):
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(item) for item in value]
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        value = float(value)
        if math.isnan(value):
            return None
        if math.isinf(value):
            return "Infinity" if value > 0 else "-Infinity"
    return value


def write(script, source, **groups):
    """One case per line, so that a change is readable in review."""
    lines = ["{", f'  "source": {json.dumps(source)},']
    for name, cases in groups.items():
        lines.append(f'  "{name}": [')
        lines.append(",\n".join("    " + json.dumps(plain(case)) for case in cases))
        lines.append("  ],")
    lines[-1] = "  ]"
    lines.append("}")
    pathlib.Path(script).with_suffix(".json").write_text("\n".join(lines) + "\n")
