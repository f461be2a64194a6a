"""The tables in the formats of other tools: xBRL-JSON, W3C Web Annotations, JSON Lines."""

from pipeline.publish.exports.annotations import write_annotations
from pipeline.publish.exports.jsonl import write_jsonl
from pipeline.publish.exports.xbrl_json import write_xbrl_json

__all__ = ["write_annotations", "write_jsonl", "write_xbrl_json"]
