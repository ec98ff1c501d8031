"""Where a generator puts what a library wrote: a folder per environment and library, and one line of the manifest each."""

import hashlib
import io
import json
import pickle
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")

LARGEST = 60_000


class Shelf:
    def __init__(self, library, version):
        self.library = library
        self.version = version
        self.root = Path(sys.argv[1])
        self.environment = sys.argv[2]
        self.folder = self.root / self.environment / library
        self.folder.mkdir(parents=True, exist_ok=True)
        self.entries = []
        self.failures = []

    def put(self, name, content, protocol=None, largest=LARGEST, carries_code=False, part_of=None):
        """Keeps the bytes unless they are too large for the corpus."""
        content = bytes(content)
        if len(content) > largest:
            self.failures.append(f"{name}: {len(content)} bytes")
            return
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.entries.append(
            {
                "name": path.relative_to(self.root).as_posix(),
                "environment": self.environment,
                "library": self.library,
                "version": self.version,
                "protocol": protocol,
                "sha256": hashlib.sha256(content).hexdigest(),
                **({"carriesCode": True} if carries_code else {}),
                # Raw bytes that have a meaning only together with another file.
                **({"partOf": part_of} if part_of else {}),
            }
        )

    def protocols(self, number, lowest=0):
        """Two protocols, other ones for the next value and for the next environment, so that all meet in the end."""
        span = 6 - lowest
        shift = number + len(self.environment)
        return sorted({lowest + shift % span, lowest + (shift + span // 2) % span})

    def pickled(self, name, value, protocol, **options):
        def content():
            return pickle.dumps(value, protocol=protocol)

        self.attempt(f"{name}.p{protocol}.pkl", content, protocol, **options)

    def attempt(self, name, content, protocol=None, **options):
        """Not every object can be saved by every version; those that cannot are told at the end."""
        try:
            self.put(name, content(), protocol, **options)
        except Exception as error:
            self.failures.append(f"{name}: {type(error).__name__}: {str(error)[:120]}")

    def buffered(self, name, write, protocol=None, **options):
        """For libraries that write to a file object."""

        def content():
            buffer = io.BytesIO()
            write(buffer)
            return buffer.getvalue()

        self.attempt(name, content, protocol, **options)

    def stored(self, name, write, protocol=None, **options):
        """For libraries that write to a path."""
        import tempfile

        def content():
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / Path(name).name
                write(str(path))
                return path.read_bytes()

        self.attempt(name, content, protocol, **options)

    def close(self):
        part = self.root / "parts" / f"{self.environment}-{self.library}.json"
        part.parent.mkdir(exist_ok=True)
        part.write_text(json.dumps(self.entries, indent=1))
        print(f"{self.environment}/{self.library} {self.version}: {len(self.entries)} files, {len(self.failures)} left out")
        for failure in self.failures:
            print(f"  {failure}")
