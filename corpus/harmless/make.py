"""Remakes the corpus: `python3 corpus/harmless/make.py [environment ...]`, with Python 3.11. See README.md."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
VENVS = HERE.parent.parent / ".cache" / "corpus"
GENERATORS = {
    "old": ["stdlib", "numpy", "pandas", "scipy", "sklearn", "boosting", "exchange"],
    "middle": ["numpy", "pandas", "scipy", "sklearn"],
    "new": ["numpy", "pandas", "scipy", "sklearn", "boosting", "exchange"],
    "xgb-old": ["boosting"],
    "torch-old": ["torch", "keras"],
    "torch-new": ["torch", "keras"],
    "tf": ["keras"],
    "code": ["code"],
    "oldest": ["numpy", "pandas", "scipy", "sklearn", "boosting"],
    "between": ["numpy", "pandas", "scipy", "sklearn", "boosting", "exchange"],
    "torch-between": ["torch", "keras"],
}
# Versions that were not looked at while the allow-list was written, and those of which a third is enough.
HELD_OUT = {"oldest", "between", "torch-between"}
THINNED = HELD_OUT | {"middle"}


def interpreter(environment):
    folder = VENVS / environment
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        requirements = HERE / "requirements" / f"{environment}.txt"
        subprocess.run([python, "-m", "pip", "install", "--prefer-binary", "--no-deps", "-r", requirements], check=True)
    return python


def make(environment):
    target = HERE.parent / "carries-code" if environment == "code" else HERE
    shutil.rmtree(target / "files" / environment, ignore_errors=True)
    for part in (target / "files" / "parts").glob(f"{environment}-*.json"):
        part.unlink()
    for generator in GENERATORS[environment]:
        script = HERE / f"make_{generator}.py"
        subprocess.run([interpreter(environment), script, target / "files", environment], check=True, timeout=900)
    entries = read(target, kept=environment)
    for part in sorted((target / "files" / "parts").glob(f"{environment}-*.json")):
        entries += thinned(target, json.loads(part.read_text())) if environment in THINNED else json.loads(part.read_text())
    shutil.rmtree(target / "files" / "parts")
    for entry in entries:
        entry["split"] = "held-out" if entry["environment"] in HELD_OUT else "development"
    lines = ",\n".join(json.dumps(entry) for entry in sorted(entries, key=lambda entry: entry["name"]))
    (target / "manifest.json").write_text(f"[\n{lines}\n]\n")
    print(f"{environment}: done, {len(entries)} files in all")


def thinned(target, entries):
    """Every third file of a library, and what belongs to it."""
    kept = [entry for at, entry in enumerate(entries) if at % 3 == 0 or "partOf" in entry or entry["name"].endswith("external.onnx")]
    for entry in entries:
        if entry not in kept:
            (target / "files" / entry["name"]).unlink()
    return kept


def read(target, kept):
    manifest = target / "manifest.json"
    if not manifest.exists():
        return []
    return [entry for entry in json.loads(manifest.read_text()) if entry["environment"] != kept]


for name in sys.argv[1:] or GENERATORS:
    make(name)
