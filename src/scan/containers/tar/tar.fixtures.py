"""Tars as Python writes them, gzipped for the many zeros. Run: python3 tar.fixtures.py"""

import base64
import gzip
import io
import json
import tarfile
from pathlib import Path

WORDS = b"some words, " * 200
LONG = "a-long-folder-name/" * 12 + "words.txt"


def build(kind, names):
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=kind) as archive:
        folder = tarfile.TarInfo("folder")
        folder.type = tarfile.DIRTYPE
        archive.addfile(folder)
        for name in names:
            info = tarfile.TarInfo(name)
            info.size = len(WORDS)
            archive.addfile(info, io.BytesIO(WORDS))
        link = tarfile.TarInfo("folder/link")
        link.type = tarfile.SYMTYPE
        link.linkname = "words.txt"
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo("empty"))
    return base64.b64encode(gzip.compress(target.getvalue(), mtime=0)).decode()


fixtures = {
    "ustar": build(tarfile.USTAR_FORMAT, ["folder/words.txt", "x" * 90 + "/" + "y" * 90]),
    "gnu": build(tarfile.GNU_FORMAT, ["folder/words.txt", LONG]),
    "pax": build(tarfile.PAX_FORMAT, ["folder/words.txt", LONG, "n\u00e4me.txt"]),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(fixtures, indent=1) + "\n")
