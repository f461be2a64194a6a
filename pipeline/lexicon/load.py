"""Read the whole config folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.core.errors import ConfigError
from pipeline.lexicon.corrections import FILE, as_rows, read_corrections
from pipeline.lexicon.rows import Lexicon, read_rows
from pipeline.lexicon.settings import Settings, read_settings


def load_config(folder: Path) -> tuple[Settings, Lexicon]:
    """config/ as (Settings, Lexicon); corrections.csv is one more file of it. Raises ConfigError naming file and line."""
    if not (folder / "lexicon").is_dir():
        raise ConfigError(f"{folder} has no folder lexicon", "the config folder of Heshu", "Pass --config")
    files = {path.stem: read_rows(path) for path in sorted((folder / "lexicon").glob("*.csv"))}
    files["corrections"] = as_rows(read_corrections(folder / FILE))
    settings = read_settings(folder / "settings.toml") if (folder / "settings.toml").exists() else Settings()
    return settings, Lexicon(files)


def default_config() -> Path:
    """The config folder that comes with the code: beside the package in a checkout, inside it where it was installed."""
    package = Path(__file__).parents[1]
    return next((folder for folder in (package.parent / "config", package / "config") if folder.is_dir()), Path("config"))
