"""Which facts of an issuer are worth a chart, and on which scale."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from pipeline.publish.report.charts import Bar, bar_chart

# What an analyst looks at first, in this order.
KEY = (
    "Revenue", "GrossProfit", "NetProfit", "NetProfitAttributableToParent", "AdjustedNetProfit", "ResearchAndDevelopmentExpense",
    "OperatingCashFlow", "TotalAssets", "TotalLiabilities", "EquityAttributableToParent", "GrossMargin", "NetMargin",
    "DebtToAssetRatio", "ROE", "EPS",
)  # fmt: skip
MOST = 8  # bars a chart
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"), (Decimal(1), ""))


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn series. `unit` is in the chart's own scale: 亿 CNY, %."""

    concept: str
    metric: str
    unit: str
    svg: str
    rows: tuple[tuple[str, str], ...]  # period, value: the same for those who do not see the chart


def charts(facts: pd.DataFrame) -> Iterator[Chart]:
    """One chart for each key concept that has two or more financial years; `facts` are those of one entity."""
    plain = facts[(facts["role"] == "level") & (facts["scope"] == "") & (facts["modality"] == "actual") & facts["value"].notna()]
    for concept in KEY:
        own = plain[plain["concept"] == concept]
        if own.empty:
            continue
        unit = own["unit"].mode().iloc[0]
        rows = _years(own[own["unit"] == unit])
        if len(rows) >= 2:
            yield _chart(concept, unit, rows[-MOST:])


def _years(own: pd.DataFrame) -> list[dict[str, object]]:
    """Records of whole years, or of year-end balances, in order of time; of two for one year the more often printed."""
    kept: dict[date, dict[str, object]] = {}
    for record in own.sort_values(["mentions", "fact_id"]).to_dict("records"):
        start, end = record["period_start"], record["period_end"]
        if isinstance(start, date) and isinstance(end, date) and (start == end or 364 <= (end - start).days <= 366):
            kept[end] = {str(key): value for key, value in record.items()}
    months = pd.Series([end.month for end in kept]).mode()
    return [kept[end] for end in sorted(kept) if end.month == months.iloc[0]]


def _chart(concept: str, unit: str, rows: list[dict[str, object]]) -> Chart:
    values = [Decimal(str(row["value"])) for row in rows]
    scale, word = (Decimal("0.01"), "%") if unit == "ratio" else _scale(values)
    bars = [_bar(row, value / scale) for row, value in zip(rows, values, strict=True)]
    shown = word if unit == "ratio" else f"{word} {unit}".strip()
    metric = str(rows[-1]["metric"]) or concept
    return Chart(concept, metric, shown, bar_chart(bars), tuple((bar.period, bar.text) for bar in bars))


def _scale(values: list[Decimal]) -> tuple[Decimal, str]:
    largest = max(abs(value) for value in values)
    return next(((scale, word) for scale, word in _SCALES if largest >= scale), _SCALES[-1])


def _bar(row: dict[str, object], value: Decimal) -> Bar:
    end = row["period_end"]
    period = str(end.year) if isinstance(end, date) else ""
    return Bar(period, value, f"{value:,.2f}", row["agreement"] == "conflicts")
