"""config/ -> Settings and Lexicon. A wrong row is a ConfigError that names file and line."""

from pipeline.lexicon.load import default_config, load_config
from pipeline.lexicon.rows import Lexicon, Row
from pipeline.lexicon.settings import Settings

__all__ = ["Lexicon", "Row", "Settings", "default_config", "load_config"]
