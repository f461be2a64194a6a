"""The published tables of one run, for downstream work in pandas and SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.core.errors import ConfigError
from pipeline.core.schema import PUBLISHED
from pipeline.publish.explain import Explained, explained
from pipeline.publish.layout import pattern

if TYPE_CHECKING:
    import pandas as pd


class PublishedFigure:
    """One figure by its id. `row` holds its columns, `explain()` says how it was read."""

    def __init__(self, folder: Path, figure_id: str) -> None:
        self._folder = folder
        self.row = explained(folder, figure_id).row

    def explain(self) -> Explained:
        """Its row with headers or its sentence, and where unit, period and entity were read. `print` it."""
        return explained(self._folder, self.row["figure_id"])

    def __repr__(self) -> str:
        return f"<figure {self.row['figure_id']} {self.row['text']} {self.row['metric']} in {self.row['source']}>"


class Published(Mapping[str, "pd.DataFrame"]):
    """Tables by name, each read when it is first asked for: `run["figures"]`, or `run.figures`.

    Frames have the contract's columns and types whatever the rows: exact numbers as Decimal, dates as date, text as str.
    """

    def __init__(self, folder: Path, read: Callable[[str], pd.DataFrame]) -> None:
        self.folder = folder
        self._read = read
        self._held: dict[str, pd.DataFrame] = {}

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self._names():
            raise KeyError(name)
        if name not in self._held:
            self._held[name] = self._read(name)
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(PUBLISHED)

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name not in self._names():
            raise AttributeError(f"no table {name!r}; there are {', '.join(self._names())}")
        return self[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self._names()]

    def __repr__(self) -> str:
        return f"<tables in {self.folder}: {', '.join(self._names())}>"

    def figure(self, figure_id: str) -> PublishedFigure:
        """One figure. Raises ConfigError where there is no such id."""
        return PublishedFigure(self.folder, figure_id)

    def series(
        self, concept: str, entity: str, *, role: str = "level", scope: str = "", modality: str = "actual"
    ) -> pd.Series[Any]:
        """Values of one concept of one entity over time: a Series of Decimal, indexed by (period_start, period_end).

        entity  an entity_id (stock code, full name) or a name as documents print it

        Undated facts and ranges are left out, and so are facts in another unit than most. Of several facts of one period
        the one with most mentions is given, then the most precise. Raises ConfigError where the entity, or the concept of
        it, is not in the facts.
        """
        facts = self["facts"]
        named = facts.loc[(facts["entity_id"] == entity) | (facts["entity"] == entity), "entity_id"]
        own = facts[facts["entity_id"].isin(set(named))]
        if own.empty:
            known = ", ".join(sorted(set(facts["entity_id"]))[:8])
            raise ConfigError(f"entity {entity!r} has no facts", f"one of {known} …", "See the column entity_id of facts")
        same = own[(own["role"] == role) & (own["scope"] == scope) & (own["modality"] == modality)]
        chosen = same[(same["concept"] == concept) & same["value"].notna() & same["period_end"].notna()]
        if chosen.empty:
            known = ", ".join(sorted(set(same["concept"]) - {""}))
            raise ConfigError(f"{concept!r} of {entity!r} has no facts", f"one of {known}", "See the column concept of facts")
        times = ["period_end", "period_start"]
        alike = chosen[chosen["unit"] == chosen["unit"].mode()[0]]
        best = alike.sort_values([*times, "mentions", "decimals"], ascending=[True, True, False, False]).drop_duplicates(times)
        found: pd.Series[Any] = best.set_index(["period_start", "period_end"])["value"]
        return found.rename(concept)

    def sql(self, query: str) -> pd.DataFrame:
        """Run a query with DuckDB over the tables, each under its own name.

        >>> run.sql("select metric, value from figures where concept = 'Revenue'")  # doctest: +SKIP

        Raises ConfigError where DuckDB is not installed or the query is wrong.
        """
        try:
            import duckdb
        except ImportError as error:
            raise ConfigError("duckdb is not installed", "the extra `query`", "pip install 'heshu[query]'") from error
        with duckdb.connect(":memory:") as base:
            for name in self._names():
                path = pattern(self.folder, name).replace("'", "''")
                base.execute(f"create view {name} as select * from read_parquet('{path}')")  # noqa: S608 - a path of ours
            try:
                frame: pd.DataFrame = base.execute(query).df()
            except duckdb.Error as error:
                raise ConfigError(f"the query failed: {error}", "SQL over the published tables", "See docs/outputs.md") from error
        return frame

    @staticmethod
    def _names() -> tuple[str, ...]:
        return tuple(schema.name for schema in PUBLISHED)
