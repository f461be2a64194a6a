"""Facts as xBRL-JSON, with a small taxonomy of our own beside it.

Source: Open Information Model 1.0, xBRL-JSON 1.0 (XBRL International, 2021). The concepts are Heshu's own list; they are no
official taxonomy and are not called one.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from pipeline.publish.exact import plain
from pipeline.publish.exports.taxonomy import NAMESPACE, Element, taxonomy

ENTITIES = "https://heshu.invalid/entity"
_NAMESPACES = {
    "heshu": NAMESPACE,
    "entity": ENTITIES,
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrl": "https://xbrl.org/2021",
}
_PURE = ("ratio", "times", "pp", "rank", "")


@dataclass(frozen=True, slots=True)
class Exported:
    """The report, its taxonomy, and how many facts are in it; the others have no concept, date or single value."""

    report: Path
    taxonomy: Path
    facts: int
    left_out: int


def write_xbrl_json(tables: Path, target: Path) -> Exported:
    """facts.json and heshu.xsd in `target`. Actual facts with concept, value, period and entity are in it."""
    target.mkdir(parents=True, exist_ok=True)
    facts = pq.read_table(tables / "facts.parquet").to_pylist()
    fit = [fact for fact in facts if _fits(fact)]
    names = _names(fit)
    axes = sorted({axis for fact in fit for axis, _ in _scope(fact)})
    report = {
        "documentInfo": {"documentType": "https://xbrl.org/2021/xbrl-json", "namespaces": _NAMESPACES, "taxonomy": ["heshu.xsd"]},
        "facts": {fact["fact_id"]: _fact(fact, names[_element(fact)]) for fact in fit},
    }
    (target / "facts.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    elements = {name: element for element, name in names.items()}
    (target / "heshu.xsd").write_text(taxonomy(elements, axes), encoding="utf-8")
    return Exported(target / "facts.json", target / "heshu.xsd", len(fit), len(facts) - len(fit))


def _fits(fact: dict[str, Any]) -> bool:
    settled = fact["value"] is not None and fact["period_start"] and fact["period_end"]
    return bool(settled and fact["concept"] and fact["entity_id"] and fact["modality"] == "actual")


def _element(fact: dict[str, Any]) -> Element:
    kind = "instant" if fact["period_start"] == fact["period_end"] else "duration"
    money = bool(re.fullmatch("[A-Z]{3}", fact["unit"]))
    return Element(fact["concept"], fact["role"], kind, "monetary" if money else "decimal")


def _names(facts: Iterable[dict[str, Any]]) -> dict[Element, str]:
    """An XBRL element has one period type and one data type: the commonest use of a concept gets its name."""
    counts = Counter(_element(fact) for fact in facts)
    taken: set[str] = set()
    names = {}
    for element, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        plain_name = element.concept if element.role == "level" else f"{element.concept}_{element.role}"
        name = plain_name if plain_name not in taken else f"{plain_name}_{element.period}_{element.data}"
        taken.add(name)
        names[element] = name
    return names


def _fact(fact: dict[str, Any], name: str) -> dict[str, Any]:
    dimensions = {
        "concept": f"heshu:{name}",
        "entity": f"entity:{re.sub(r'[^0-9A-Za-z_.一-鿿-]', '_', fact['entity_id'])}",
        "period": _period(fact["period_start"], fact["period_end"]),
        **{f"heshu:{axis}Axis": member for axis, member in _scope(fact)},
    }
    if unit := _unit(fact["unit"]):
        dimensions["unit"] = unit
    decimals = {} if fact["decimals"] is None else {"decimals": fact["decimals"]}
    return {"value": plain(fact["value"]), **decimals, "dimensions": dimensions}


def _period(start: date, end: date) -> str:
    """OIM names moments: the end of a day is the beginning of the next."""
    after = (end + timedelta(days=1)).isoformat() + "T00:00:00"
    return after if start == end else f"{start.isoformat()}T00:00:00/{after}"


def _unit(unit: str) -> str:
    """iso4217:CNY, xbrli:shares, iso4217:CNY/xbrli:shares, heshu:吨; "" for pure numbers."""
    if unit in _PURE:
        return ""
    return "/".join(_unit_part(part) for part in unit.split("/", 1))


def _unit_part(part: str) -> str:
    if re.fullmatch("[A-Z]{3}", part):
        return f"iso4217:{part}"
    if part in ("股", "shares", "share"):
        return "xbrli:shares"
    name = re.sub(r"[^0-9A-Za-z一-鿿]", "_", part)
    return f"heshu:{name if name[:1].isalpha() else f'u{name}'}"


def _scope(fact: dict[str, Any]) -> list[tuple[str, str]]:
    pairs = [item.partition("=") for item in (fact["scope"] or "").split(";") if item]
    return [(axis, member) for axis, _, member in pairs if re.fullmatch("[a-z_]+", axis)]
