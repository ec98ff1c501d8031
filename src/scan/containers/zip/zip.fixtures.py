"""Zips as Python writes them. Run: python3 zip.fixtures.py"""

import base64
import io
import json
import zipfile
from pathlib import Path


class Stream(io.RawIOBase):
    """Cannot be sought, so that sizes come in descriptors behind the members."""

    def __init__(self):
        self.bytes = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.bytes += data
        return len(data)

    def getvalue(self):
        return bytes(self.bytes)


WORDS = b"some words, " * 200


def plain(archive):
    archive.mkdir("folder") if hasattr(archive, "mkdir") else archive.writestr("folder/", "")
    archive.writestr("folder/words.txt", WORDS)
    archive.writestr("empty", b"")
    archive.writestr("stored.bin", bytes(range(256)), zipfile.ZIP_STORED)
    archive.writestr("bz2.txt", WORDS, zipfile.ZIP_BZIP2)
    archive.writestr("lzma.txt", WORDS, zipfile.ZIP_LZMA)
    archive.writestr("n\u00e4me.txt", WORDS)


def zip64(archive):
    with archive.open("large.txt", "w", force_zip64=True) as file:
        file.write(WORDS)
    archive.comment = b"A comment of the archive"


def build(target, fill):
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        fill(archive)
    return base64.b64encode(target.getvalue()).decode()


def zipapp():
    target = io.BytesIO(b"#!/usr/bin/env python3\n")
    target.seek(0, io.SEEK_END)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("__main__.py", "print('canary')")
    return base64.b64encode(target.getvalue()).decode()


fixtures = {
    "plain": build(io.BytesIO(), plain),
    "streamed": build(Stream(), plain),
    "zip64": build(io.BytesIO(), zip64),
    "streamed zip64": build(Stream(), zip64),
    "nothing": build(io.BytesIO(), lambda archive: None),
    "zipapp": zipapp(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(fixtures, indent=1) + "\n")
