"""Compressed streams as other programs write them. Run: python3 streams.fixtures.py

Uses Python's zlib, gzip, bz2 and lzma, and the commands xz, lz4 and zstd. The contents are known by length and SHA-256.
"""

import base64
import bz2
import gzip
import hashlib
import io
import json
import lzma
import subprocess
import zlib
from pathlib import Path


def numbers(seed, count):
    value = seed
    for _ in range(count):
        value = value * 48271 % 2147483647
        yield value


def text(count):
    return " ".join(f"word{n % 97 * (n % 7)}" for n in numbers(1, count)).encode()


def table(rows):
    cells = [n % 1000 for n in numbers(2, 64)]
    lines = [",".join(str(cells[(row + n) % 64]) for n in range(12)) for row in range(rows)]
    return "\n".join(lines).encode()


CONTENTS = {
    "empty": b"",
    "one": b"a",
    "text": text(250),
    "noise": bytes(n & 255 for n in numbers(3, 300)),
    "zeros": bytes(300_000),
    "table": table(1500),
    "mixed": text(200) + bytes(n & 255 for n in numbers(4, 200)) + bytes(70_000) + text(100),
}


def command(*arguments):
    return lambda data: subprocess.run(arguments, input=data, capture_output=True, check=True).stdout


def deflate(level, strategy=zlib.Z_DEFAULT_STRATEGY, bits=15):
    def run(data):
        packer = zlib.compressobj(level, zlib.DEFLATED, bits, 8, strategy)
        return packer.compress(data) + packer.flush()

    return run


def named_gzip(data):
    out = io.BytesIO()
    with gzip.GzipFile("model.pkl", "wb", 9, out, mtime=0) as file:
        file.write(data)
    return out.getvalue()


def two_members(data):
    half = len(data) // 2
    return gzip.compress(data[:half], mtime=0) + gzip.compress(data[half:], 1, mtime=0) + bytes(64)


def old_joblib(data):
    return b"ZF" + hex(len(data)).encode().ljust(19) + zlib.compress(data, 3)


def delta(data):
    filters = [{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2, "preset": 6, "lc": 0, "lp": 2, "pb": 0}]
    return lzma.compress(data, filters=filters)


def alone(**filter_):
    return lambda data: lzma.compress(data, lzma.FORMAT_ALONE, filters=[{"id": lzma.FILTER_LZMA1, **filter_}])


PACKERS = {
    "deflate": [deflate(6, bits=-15), deflate(0, bits=-15), deflate(9, zlib.Z_FIXED, -15), deflate(6, zlib.Z_HUFFMAN_ONLY, -15)],
    "zlib": [deflate(1), deflate(6), deflate(9)],
    "gzip": [named_gzip, two_members],
    "bzip2": [lambda data: bz2.compress(data, 9), lambda data: bz2.compress(data, 1) + bz2.compress(b"", 1)],
    "xz": [
        lzma.compress,
        lambda data: lzma.compress(data, check=lzma.CHECK_SHA256, preset=9 | lzma.PRESET_EXTREME),
        lambda data: lzma.compress(data, check=lzma.CHECK_CRC32, preset=0),
        delta,
        command("xz", "-c", "--block-size=20000", "-T1"),
        lambda data: lzma.compress(data[:10]) + bytes(8) + lzma.compress(data[10:]),
    ],
    "lzma": [
        lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
        alone(preset=6, lc=1, lp=2, pb=1, dict_size=1 << 16),
        command("xz", "-c", "--format=lzma"),
    ],
    "lz4": [
        command("lz4", "-c"),
        command("lz4", "-c", "-9", "-BD", "-B4"),
        command("lz4", "-c", "-BX", "--content-size", "-B5"),
        command("lz4", "-c", "-l"),
    ],
    "zstd": [
        command("zstd", "-c"),
        command("zstd", "-c", "-19"),
        command("zstd", "-c", "-1", "--no-check"),
        command("zstd", "-c", "--fast=3"),
        lambda data: command("zstd", "-c")(data) + b"\x50\x2a\x4d\x18\x03\0\0\0abc" + command("zstd", "-c")(data[:0]),
    ],
    "ZF": [old_joblib],
}

fixtures = {
    "contents": {
        name: {"length": len(data), "sha256": hashlib.sha256(data).hexdigest()} for name, data in CONTENTS.items()
    },
    "streams": [
        {"codec": codec, "variant": variant, "content": name, "bytes": base64.b64encode(pack(data)).decode()}
        for codec, packers in PACKERS.items()
        for variant, pack in enumerate(packers)
        for name, data in CONTENTS.items()
        if variant == 0 or name in ("mixed", "empty")
    ],
}
Path(__file__).with_suffix(".json").write_text(json.dumps(fixtures, indent=1) + "\n")
