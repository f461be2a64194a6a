"""Annotated documents, and the scorer that compares tables with them. They live beside the project, not in it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.core.errors import ConfigError

CORPUS = ("pdf", "news", "claims")


@dataclass(frozen=True, slots=True)
class Gold:
    """A folder with corpus/{pdf,news,claims} and eval/ (gold/*.jsonl named after their documents, score.py)."""

    folder: Path

    @property
    def present(self) -> bool:
        return (self.folder / "eval" / "score.py").is_file()

    def documents(self, only: Collection[str] = ()) -> list[Path]:
        """Files of the corpus, or those of them whose stem is named. Raises ConfigError for a stem that is not there."""
        found = [path for part in CORPUS for path in sorted((self.folder / "corpus" / part).glob("*")) if path.suffix != ".toml"]
        return _chosen(found, only)

    def annotations(self, only: Collection[str] = ()) -> list[Path]:
        """Gold files, or those of the stems named; a named document may have none."""
        found = sorted((self.folder / "eval" / "gold").glob("*.jsonl"))
        return [path for path in found if not only or path.stem in only]

    def score(self, figures: Path, gold: Iterable[Path], *, kind: str = "", misses: int = 0) -> str:
        """What score.py prints about a figures table. Raises ConfigError where it refuses."""
        options = ["--figures", str(figures), "--misses", str(misses), *(["--kind", kind] if kind else [])]
        return _printed([str(self.folder / "eval" / "score.py"), *options, "--gold", *map(str, gold)])

    def score_claims(self, out: Path, *, misses: int = 0) -> str:
        """What score_claims.py prints about a claims table; "" where there is no gold for claims."""
        gold = sorted((self.folder / "eval" / "gold" / "claims").glob("*.jsonl"))
        options = ["--claims", str(out / "claims.csv"), "--figures", str(out / "figures.csv"), "--misses", str(misses)]
        script = self.folder / "eval" / "score_claims.py"
        return _printed([str(script), *options, "--gold", *map(str, gold)]) if gold and script.is_file() else ""

    def score_quantities(self, *, misses: int = 0) -> str:
        """What the suites of quantity expressions say of our reader; "" where there are none."""
        script = self.folder / "eval" / "quantities" / "score.py"
        if not script.is_file():
            return ""
        return _printed([str(script), "pipeline.evaluate.quantities:parse", "--fails", str(misses)])


def _printed(command: list[str]) -> str:
    """Standard output of a scorer. Raises ConfigError where it refuses."""
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        raise ConfigError(done.stderr.strip()[-500:], "tables and gold that the scorer can read", f"See {command[0]} --help")
    return done.stdout


def beside_the_project() -> Gold:
    """The folder `shared` next to the checkout."""
    return Gold(Path(__file__).parents[2].parent / "shared")


def _chosen(paths: list[Path], only: Collection[str]) -> list[Path]:
    unknown = sorted(set(only) - {path.stem for path in paths})
    if unknown:
        raise ConfigError(
            f"--only {','.join(unknown)}", f"some of {', '.join(sorted({path.stem for path in paths}))}", "Correct it"
        )
    return [path for path in paths if not only or path.stem in only]
