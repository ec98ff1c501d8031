"""Arrays of every kind of dtype as npy, npz and pickles, and random generators."""

import numpy as np
from shelf import Shelf

STRUCTURED = np.dtype([("id", "<i4"), ("at", ">f8", (2,)), ("name", "S5"), ("label", "U3")])
ARRAYS = {
    "float64": np.linspace(0, 1, 7),
    "float32-fortran": np.asfortranarray(np.arange(6, dtype="f4").reshape(2, 3)),
    "float16": np.arange(3, dtype="f2"),
    "int8": np.arange(5, dtype="i1"),
    "int64-big-endian": np.arange(5, dtype=">i8"),
    "uint16": np.arange(5, dtype="u2"),
    "bool": np.array([True, False]),
    "complex": np.array([1 + 2j]),
    "bytes": np.array([b"ab", b"c"]),
    "text": np.array(["Zürich", "b"]),
    "datetime64": np.array(["2024-02-29", "NaT"], "M8[ns]"),
    "timedelta64": np.array([1, 2], "m8[s]"),
    "structured": np.zeros(3, STRUCTURED),
    "record": np.rec.array([(1, 2.0, "x")], dtype=[("a", "i4"), ("b", "f8"), ("c", "U3")]),
    "void": np.zeros(2, "V7"),
    "scalar-shape": np.array(3.5),
    "empty": np.zeros((0, 4)),
    "object": np.array(["a", None, 1, (2, 3), {"k": [1]}], dtype=object),
    "object-structured": np.array([(1, "a"), (2, None)], dtype=[("n", "i4"), ("o", "O")]),
    "nested-object": np.array([np.arange(3), np.arange(2)], dtype=object),
    "longdouble": np.array([1.5], np.longdouble),
}

shelf = Shelf("numpy", np.__version__)
for number, (name, array) in enumerate(ARRAYS.items()):
    shelf.buffered(f"{name}.npy", lambda file, array=array: np.save(file, array, allow_pickle=True))
    for protocol in shelf.protocols(number)[:1]:
        shelf.pickled(name, array, protocol)
SIMPLE = {name: array for name, array in ARRAYS.items() if not array.dtype.hasobject}
shelf.buffered("many.npz", lambda file: np.savez(file, **SIMPLE))
shelf.buffered("many-compressed.npz", lambda file: np.savez_compressed(file, **SIMPLE))
shelf.buffered("objects.npz", lambda file: np.savez(file, a=ARRAYS["object"], b=ARRAYS["nested-object"]))
OTHERS = {
    "masked": np.ma.masked_array([1.0, 2.0, 3.0], mask=[0, 1, 0]),
    "masked-structured": np.ma.array([(1, 2.0)], mask=[(0, 1)], dtype=[("a", "i4"), ("b", "f8")]),
    "scalars": [np.float64(1.5), np.float32(2), np.int64(3), np.bool_(True), np.str_("a"), np.bytes_(b"b"), np.datetime64("2024-01-01"), np.complex64(1j)],
    "dtypes": [np.dtype("f8"), np.dtype(">i4"), STRUCTURED, np.dtype("M8[D]"), np.dtype(object), np.dtype("U4"), np.dtype((np.float32, (2, 3)))],
    "random-state": np.random.RandomState(1),
    "generator": np.random.default_rng(1),
    "generators": [np.random.Generator(kind(1)) for kind in (np.random.MT19937, np.random.PCG64DXSM, np.random.Philox, np.random.SFC64)],
    "seed-sequence": np.random.SeedSequence(5),
    "types": [np.float64, np.int32, np.ndarray, np.bool_, np.str_, np.datetime64, np.void],
    "functions": [np.log1p, np.expm1, np.exp, np.sqrt, np.mean, np.median, np.sum, np.linalg.norm, np.add],
    "matrix": np.matrix([[1, 2]]),
    "polynomial": np.polynomial.Polynomial([1, 2]),
    "poly1d": np.poly1d([1, 2]),
}
for number, (name, value) in enumerate(OTHERS.items()):
    for protocol in shelf.protocols(number):
        shelf.pickled(name, value, protocol)
shelf.close()
