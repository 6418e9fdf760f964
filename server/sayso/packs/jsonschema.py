"""The JSON Schema of rule files, for editors: made from the schemas that the loader itself uses."""

from __future__ import annotations

from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields

from sayso.packs.schema import ENTRIES, NAMED_GUARDS, NEAR_GUARDS, GuardField, PackSchema, PatternField, WordField

_PATTERN = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "object",
            "required": ["match"],
            "additionalProperties": False,
            "properties": {"match": {"type": "string"}, "say": {"type": "array", "items": {"type": "string"}}},
        },
    ]
}
_GUARD = {
    "anyOf": [
        {"enum": list(NAMED_GUARDS)},
        {
            "type": "object",
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
            "properties": {
                **{g: {"anyOf": [_PATTERN, {"type": "array", "items": _PATTERN}]} for g in NEAR_GUARDS},
                "item": {"type": "string"},
            },
        },
    ]
}


def json_schema() -> dict[str, Any]:
    """A schema (2020-12) that any file of a pack meets: pack.yml, one entry, or a list of entries."""
    plugin = MarshmallowPlugin(schema_name_resolver=_inline)
    APISpec(title="", version="", openapi_version="3.1.0", plugins=[plugin])
    converter = plugin.converter
    assert converter
    converter.add_attribute_function(_own_fields)  # type: ignore[no-untyped-call]
    entries = [_strict(converter, schema) for schema in ENTRIES.values()]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A file of a Sayso pack",
        "anyOf": [
            _strict(converter, PackSchema),
            {"anyOf": entries},
            {"type": "array", "items": {"anyOf": entries}},
        ],
    }


def _inline(schema: type[Schema]) -> str:
    """No name: nested schemas are written where they are used."""
    return ""


def _strict(converter: OpenAPIConverter, schema: type[Schema]) -> dict[str, Any]:
    made: dict[str, Any] = converter.schema2jsonschema(schema())  # type: ignore[no-untyped-call]
    return {**made, "additionalProperties": False}


def _own_fields(self: OpenAPIConverter, field: fields.Field[Any], **kwargs: Any) -> dict[str, Any]:
    if isinstance(field, PatternField):
        return _PATTERN
    if isinstance(field, GuardField):
        return _GUARD
    return {"type": "string"} if isinstance(field, WordField) else {}
