"""The XML schema that an xBRL-JSON report of Heshu refers to: its concepts, and a typed dimension for each axis of scope."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

NAMESPACE = "https://heshu.invalid/concepts"

_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"
    xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:heshu="{NAMESPACE}" targetNamespace="{NAMESPACE}"
    elementFormDefault="qualified">
  <xs:import namespace="http://www.xbrl.org/2003/instance" schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>
  <xs:import namespace="http://xbrl.org/2005/xbrldt" schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>
"""


@dataclass(frozen=True, slots=True, order=True)
class Element:
    """One use of a concept: period is instant or duration, data monetary or decimal."""

    concept: str
    role: str
    period: str
    data: str


def taxonomy(elements: Mapping[str, Element], axes: Iterable[str]) -> str:
    """The schema as text: element name -> what it is, and the axes of scope."""
    lines = [_concept(name, element) for name, element in sorted(elements.items())]
    lines += [_axis(axis) for axis in axes]
    return _HEAD + "".join(lines) + "</xs:schema>\n"


def _concept(name: str, element: Element) -> str:
    return (
        f'  <xs:element name={quoteattr(name)} id={quoteattr(f"heshu_{name}")} type="xbrli:{element.data}ItemType" '
        f'substitutionGroup="xbrli:item" xbrli:periodType="{element.period}" nillable="true"/>\n'
    )


def _axis(axis: str) -> str:
    return (
        f'  <xs:element name="{axis}Domain" id="heshu_{axis}Domain" type="xs:string"/>\n'
        f'  <xs:element name="{axis}Axis" id="heshu_{axis}Axis" type="xbrli:stringItemType" abstract="true" '
        f'substitutionGroup="xbrldt:dimensionItem" xbrli:periodType="duration" nillable="true" '
        f'xbrldt:typedDomainRef="#heshu_{axis}Domain"/>\n'
    )
