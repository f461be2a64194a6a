"""Annotated documents, and the scorer that compares tables with them. They live beside the project, not in it."""

from __future__ import annotations

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
        command = [sys.executable, str(self.folder / "eval" / "score.py"), "--figures", str(figures), "--misses", str(misses)]
        command += ["--kind", kind] if kind else []
        done = subprocess.run([*command, "--gold", *map(str, gold)], capture_output=True, text=True, check=False)
        if done.returncode:
            raise ConfigError(done.stderr.strip()[-500:], "a figures table and gold that score.py can read", "See its help")
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
