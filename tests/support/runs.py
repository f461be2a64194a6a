"""Whole runs of the command in a process of their own, and what they leave behind."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
VARIES = {"run.json", "log.jsonl", ".lock"}


def start(raw: Path, out: Path, *options: str, seed: str = "0") -> subprocess.Popen[str]:
    """`heshu extract` in a session of its own, so that a signal to it is one to its workers too, as on a terminal."""
    command = [sys.executable, "-m", "pipeline", "extract", "--raw", str(raw), "--out", str(out), "--quiet", *options]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    pipe = subprocess.PIPE
    # A shell that starts the tests in the background has them ignore Ctrl-C, and their children would inherit that.
    listening = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=pipe, stderr=pipe, text=True, start_new_session=True)
    finally:
        signal.signal(signal.SIGINT, listening)


def run(raw: Path, out: Path, *options: str, seed: str = "0") -> dict[str, str]:
    """Digest of every published file after a run that must succeed."""
    process = start(raw, out, *options, seed=seed)
    _, errors = process.communicate()
    assert process.returncode == 0, errors
    return published(out)


def published(out: Path) -> dict[str, str]:
    """name -> digest of what a folder holds for its readers."""
    files = [path for path in sorted(out.rglob("*")) if path.is_file() and path.name not in VARIES]
    seen = [path for path in files if not path.relative_to(out).parts[0].startswith(".")]
    return {path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in seen}
