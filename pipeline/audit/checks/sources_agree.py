"""One fact has one value, wherever it is printed: in prose and tables, in summary and body, in one filing and the next."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.audit.checks.registry import Books, check, finding
from pipeline.audit.odd import Odd
from pipeline.core.finding import Finding, Severity

CODE = "sources-agree"


@check(code=CODE, severity="error")
def sources_agree(books: Books) -> Iterator[Finding]:
    """A mention that differs by a slip of the pen from what the other mentions of its fact print.

    An error where at least two others agree, a warning where it is word against word. Differences without the shape of a slip
    stand in `facts` as `conflicts`: restatements, other scopes and misread cells look alike there.
    Slips by a power of ten are units-off's.
    """
    for odd in books.odd:
        if odd.kind != "scale":
            books.counts[f"{CODE}.found"] += 1
            yield _finding(odd)


def _finding(odd: Odd) -> Finding:
    one, other = odd.odd, odd.others[0]
    severity: Severity = "error" if len(odd.others) > 1 and one.figure.kind == "table" == other.figure.kind else "warning"
    where_zh, where_en = _where(odd)
    zh = f"“{one.figure.metric}”印为 {one.figure.text}，{where_zh}第{other.figure.page}页印为 {other.figure.text}"
    en = f"“{one.figure.metric}” is printed {one.figure.text}, {where_en} page {other.figure.page} prints {other.figure.text}"
    figures = (one.figure, *(mention.figure for mention in odd.others))
    return finding(CODE, severity, one.dossier, figures, other.interval, one.interval, (zh, en))


def _where(odd: Odd) -> tuple[str, str]:
    one, other = odd.odd, odd.others[0]
    if one.dossier.doc_id != other.dossier.doc_id:
        return f"{other.dossier.source}", f"{other.dossier.source},"
    if one.figure.kind != other.figure.kind:
        return "正文与表格不一，", "prose and table differ:"
    return "同一文件", "the same document,"
