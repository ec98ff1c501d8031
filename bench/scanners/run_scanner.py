"""Runs one scanner, through its public interface and with its defaults, over a list of files.

usage: run_scanner.py TOOL LIST OUT: one JSON object a line: file, outcome, seconds, detail.
`outcome` is "flagged" (what the tool calls unsafe or worse), "silent" (it found nothing), or "error" (it could not read the file).
Every file has 120 s. Nothing is ever unpickled: all of these tools are static.
"""

import json
import signal
import sys
import time


def picklescan():
    from picklescan.scanner import scan_file_path

    def scan(path):
        result = scan_file_path(path)
        if result.issues_count > 0 or result.infected_files > 0:
            return "flagged", f"{result.issues_count} issues"
        return ("error" if result.scan_err else "silent"), ""

    return scan


def modelscan():
    from modelscan.modelscan import ModelScan

    def scan(path):
        result = ModelScan().scan(path)
        issues, errors = result["issues"], result["errors"]
        skipped = result["summary"].get("skipped", {}).get("total_skipped", 0)
        if issues:
            return "flagged", f"{len(issues)} issues"
        return ("error" if errors else "silent"), f"skipped {skipped}"

    return scan


def fickling():
    from fickling.analysis import Severity
    from fickling.loader import scan_file

    def scan(path):
        result = scan_file(path)
        severities = [one.severity for one in getattr(result, "results", [])]
        if any(one > Severity.LIKELY_SAFE for one in severities):
            return "flagged", str(max(severities))
        return ("error" if getattr(result, "errors", None) else "silent"), ""

    return scan


def modelaudit():
    from modelaudit.core import scan_model_directory_or_file

    def scan(path):
        result = scan_model_directory_or_file(path, timeout=110)
        levels = [str(getattr(issue.severity, "value", issue.severity)) for issue in result.issues]
        if any(level in ("critical", "warning") for level in levels):
            return "flagged", ",".join(sorted(set(levels)))
        return ("error" if getattr(result, "has_errors", False) or not getattr(result, "success", True) else "silent"), ""

    return scan


def main():
    tool, listing, out = sys.argv[1:4]
    scan = {"picklescan": picklescan, "modelscan": modelscan, "fickling": fickling, "modelaudit": modelaudit}[tool]()

    def give_up(*_):
        raise TimeoutError("120 s")

    signal.signal(signal.SIGALRM, give_up)
    with open(out, "w", encoding="utf8") as results:
        for path in open(listing, encoding="utf8").read().splitlines():
            started = time.perf_counter()
            signal.alarm(120)
            try:
                outcome, detail = scan(path)
            except BaseException as error:  # a scanner that fails must not end the comparison
                if isinstance(error, KeyboardInterrupt):
                    raise
                outcome, detail = "error", f"{type(error).__name__}: {error}"[:200]
            signal.alarm(0)
            seconds = time.perf_counter() - started
            results.write(json.dumps({"file": path, "outcome": outcome, "seconds": seconds, "detail": detail}) + "\n")


main()
