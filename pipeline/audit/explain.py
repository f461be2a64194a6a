"""A verdict in plain words, Chinese and English, that a journalist can quote."""

from __future__ import annotations

from decimal import Decimal

from pipeline.audit.evidence import Match
from pipeline.audit.proofs.case import Case, Proof
from pipeline.audit.weigh import Courtesy
from pipeline.core.claim import Verdict
from pipeline.core.figure import Figure
from pipeline.core.interval import Interval
from pipeline.core.period import Period

_VERDICTS: dict[Verdict, tuple[str, str]] = {
    "agrees": ("两者相符", "They agree"),
    "agrees_within_rounding": ("两者在取整范围内相符", "They agree within rounding"),
    "disagrees": ("两者不符", "They disagree"),
    "not_comparable": ("不可比", "Not comparable"),
    "not_found": ("未找到", "Not found"),
}
_COURTESIES: dict[Courtesy, tuple[str, str]] = {
    "printed": ("", ""),
    "zeros": ("（末尾的零视为取整）", " (trailing zeros count as rounding)"),
    "cut": ("（数字被截断而非四舍五入）", " (digits were cut off, not rounded)"),
    "none": ("", ""),
}
_LETTERS = "ABCDEFGH"


def explain(case: Case, proof: Proof, verdict: Verdict, courtesy: Courtesy) -> tuple[str, str]:
    """(zh, en): what was claimed, what is printed where, how the number was worked out."""
    zh, en = claimed(case)
    prints_zh, prints_en = _operands(proof.matches, lettered=bool(proof.way_zh))
    if proof.way_zh:
        prints_zh += f"，由此 {proof.way_zh} = {_range(proof.computed, case.figure.unit)}"
        prints_en += f"; hence {proof.way_en} = {_range(proof.computed, case.figure.unit)}"
    verdict_zh, verdict_en = _VERDICTS[verdict]
    courtesy_zh, courtesy_en = _COURTESIES[courtesy]
    return (
        f"{zh}。{prints_zh}。{verdict_zh}{courtesy_zh}。",
        f"{en}. {prints_en}. {verdict_en}{courtesy_en}.",
    )


def missing(case: Case, verdict: Verdict, reason_zh: str, reason_en: str) -> tuple[str, str]:
    """(zh, en) for what was not found or cannot be compared, and why."""
    zh, en = claimed(case)
    return f"{zh}。{_VERDICTS[verdict][0]}：{reason_zh}。", f"{en}. {_VERDICTS[verdict][1]}: {reason_en}."


def claimed(case: Case) -> tuple[str, str]:
    """What the article asserts."""
    claim, figure = case.claim, case.figure
    when = period_text(claim.period)
    what = claim.metric or claim.concept
    return (
        f"文章称{claim.entity}{when}{what}为{figure.text}" if when else f"文章称{claim.entity}{what}为{figure.text}",
        f"The article puts {what or 'it'} of {claim.entity or 'the company'}{f' ({when})' if when else ''} at {figure.text}",
    )


def period_text(period: Period | None) -> str:
    if period is None or (period.start is None and period.end is None):
        return ""
    if period.start and period.end and period.start.year == period.end.year and (period.start.month, period.end.month) == (1, 12):
        return f"{period.end.year}年" if not period.is_instant else period.end.isoformat()
    if period.is_instant:
        return f"{period.end}"
    return f"{period.start or ''}至{period.end or ''}"


def _operands(matches: tuple[Match, ...], lettered: bool) -> tuple[str, str]:
    zh, en = [], []
    for letter, match in zip(_LETTERS, matches, strict=False):
        one_zh, one_en = _operand(match.mentioned.figure, match.mentioned.dossier.source)
        zh.append(f"{letter} {one_zh}" if lettered else one_zh)
        en.append(f"{letter} {one_en}" if lettered else one_en)
    return "；".join(zh), "; ".join(en)


def _operand(figure: Figure, source: str) -> tuple[str, str]:
    when = period_text(figure.period)
    words = figure.metric + (f"，{when}" if when else "")
    zh, en = place(figure, source)
    return f"{zh}“{words}” {figure.text}", f"{en} prints “{words}” {figure.text}"


def place(figure: Figure, source: str) -> tuple[str, str]:
    """(zh, en): which file prints a figure, and of a filing on which page; the Chinese with its verb."""
    name = source.rpartition("/")[2]
    return (f"{name}第{figure.page}页列示", f"{name}, page {figure.page},") if figure.page else (f"{name}写有", name)


def _range(computed: Interval, unit: str) -> str:
    """The middle of an interval, with as many digits as its width leaves."""
    if not (computed.low.is_finite() and computed.high.is_finite()):
        return f"[{computed.low}, {computed.high}]"
    middle = (computed.low + computed.high) / 2
    if unit == "ratio":
        return f"{_short(middle * 100)}%"
    for scale, word in ((8, "亿"), (4, "万")):
        if abs(middle) >= Decimal(10) ** scale and unit not in ("times", "pp"):
            return f"{_short(middle.scaleb(-scale))}{word}"
    return _short(middle)


def _short(value: Decimal) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")
