"""What a client asks: the request's schemas, and the models of the engine that they load into."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from marshmallow import RAISE, Schema, ValidationError, fields, post_load, validate, validates_schema

from sayso.brief import AUDIENCES, KINDS, TOPICS, Brief, Dismissal, Fact, State
from sayso.draft import ROLES, STORIES, Paragraph
from sayso.result import Offsets
from sayso.web.problems import InvalidRequestError

MAX_ERRORS = 20
CLAIM_KINDS = ("assurance", "number", "result")

_NO_TEXT = re.compile(r"[\x00\ud800-\udfff]")
_NO_XML = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _writable(value: str) -> None:
    """Refuse what XML cannot hold, for words that may be written into a .docx."""
    if _NO_XML.search(value):
        raise ValidationError("It holds a control character; take it out.")


@dataclass(frozen=True, slots=True)
class Options:
    """How a review is written into a .docx."""

    author: str = "Sayso"
    changes: bool = True
    comments: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A request, as the engine's models; `paragraphs` are empty where a document comes with it."""

    brief: Brief = field(default_factory=Brief)
    state: State = field(default_factory=State)
    offsets: Offsets = "code-point"
    paragraphs: tuple[Paragraph, ...] = ()
    options: Options = field(default_factory=Options)


class _UnknownFieldError(str):
    """Marks the message about a field that the schema does not have, and carries the names it does have."""

    names: tuple[str, ...]


class Closed(Schema):
    """A schema that refuses fields it does not have."""

    class Meta:
        unknown = RAISE

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        message = _UnknownFieldError("unknown")
        message.names = tuple(self.fields)
        self.error_messages = {**self.error_messages, "unknown": message}


class Flag(fields.Boolean):
    """true or false, and none of the many other things that marshmallow's own field takes for them."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


class ParagraphSchema(Closed):
    """A paragraph of the draft, in reading order."""

    text = fields.String(required=True)
    role = fields.String(load_default="body", validate=validate.OneOf(ROLES))
    story = fields.String(load_default="body", validate=validate.OneOf(STORIES))

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Paragraph:
        return Paragraph(**data)


class FactSchema(Closed):
    """A claim that somebody confirmed is true here."""

    id = fields.String(required=True, validate=[validate.Length(1, 100), _writable])
    says = fields.String(required=True, validate=[validate.Length(1), _writable])
    kind = fields.String(load_default="assurance", validate=validate.OneOf(CLAIM_KINDS))
    wording = fields.String(load_default="", validate=_writable)
    source = fields.String(load_default="", validate=_writable)
    confirmed_by = fields.String(load_default="", validate=_writable)
    confirmed_on = fields.Date(load_default=None, allow_none=True)
    expires = fields.Date(load_default=None, allow_none=True)

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Fact:
        return Fact(**data)


class BriefSchema(Closed):
    """What the author says about the text. Without a kind, it is guessed."""

    kind = fields.String(load_default=None, allow_none=True, validate=validate.OneOf(KINDS))
    audience = fields.String(load_default="public", validate=validate.OneOf(AUDIENCES))
    topic = fields.String(load_default="auto", validate=validate.OneOf(TOPICS))
    facts = fields.List(fields.Nested(FactSchema), load_default=list)

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Brief:
        return Brief(**{**data, "facts": tuple(data["facts"])})


class DismissalSchema(Closed):
    """Advice waved away: one finding (`here` and its `id`), its words anywhere (`wording`), or a `rule`."""

    scope = fields.String(required=True, validate=validate.OneOf(("here", "wording", "rule")))
    id = fields.String(validate=validate.Length(1))
    wording = fields.String(validate=validate.Length(1))
    rule = fields.String(validate=validate.Length(1))

    @validates_schema
    def _one_value(self, data: Mapping[str, Any], **_: Any) -> None:
        if set(data) != {"scope", self._named(data)}:
            raise ValidationError(f"With this scope it takes `{self._named(data)}` and nothing else.")

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Dismissal:
        return Dismissal(data["scope"], data[self._named(data)])

    @staticmethod
    def _named(data: Mapping[str, Any]) -> str:
        return "id" if data["scope"] == "here" else str(data["scope"])


# What `_one_value` says, in JSON Schema, which marshmallow's fields cannot say.
DISMISSAL_FORMS = {
    "oneOf": [
        {"properties": {"scope": {"const": scope}}, "required": ["scope", name], "maxProperties": 2}
        for scope, name in (("here", "id"), ("wording", "wording"), ("rule", "rule"))
    ]
}


class DocumentReviewSchema(Closed):
    """What may be said about a document that is sent for review."""

    brief = fields.Nested(BriefSchema, load_default=Brief)
    dismissed = fields.List(fields.Nested(DismissalSchema), load_default=list)
    offsets = fields.String(
        load_default="code-point",
        validate=validate.OneOf(("code-point", "utf-16")),
        metadata={"description": "The unit of every `start` and `end` in the answer"},
    )

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Asked:
        dismissed = State(tuple(data.pop("dismissed")))
        data["paragraphs"] = tuple(data.get("paragraphs", ()))
        return Asked(state=dismissed, **data)


class ReviewRequestSchema(DocumentReviewSchema):
    """A draft as paragraphs, and what may be said about it."""

    paragraphs = fields.List(fields.Nested(ParagraphSchema), required=True, validate=validate.Length(1))


class OptionsSchema(Closed):
    """How the review is written into the document."""

    author = fields.String(
        load_default="Sayso",
        validate=[validate.Length(1, 255), _writable],
        metadata={"description": "Whose changes and comments they are"},
    )
    changes = Flag(load_default=True, metadata={"description": "Write tracked changes"})
    comments = Flag(load_default=True, metadata={"description": "Write comments"})

    @post_load
    def _model(self, data: dict[str, Any], **_: Any) -> Options:
        return Options(**data)


class AnnotateRequestSchema(DocumentReviewSchema):
    """What may be said about a document that is sent to be annotated."""

    options = fields.Nested(OptionsSchema, load_default=Options)


def load(schema: type[Closed], data: Any) -> Asked:
    """The request that `data` (parsed JSON) holds.

    Raises InvalidRequestError: code `invalid-request` for what the schema refuses, `bad-text` for NUL characters and
    lone surrogates, which are no text.
    """
    try:
        asked = schema().load(data)
    except ValidationError as error:
        problems = [{"field": where, "detail": what} for where, what in _flat(error.messages, "")]
        raise InvalidRequestError(problems[:MAX_ERRORS]) from None
    if bad := [{"field": where, "detail": "It holds a character that is no text."} for where in _no_text(data, "")]:
        raise InvalidRequestError(bad[:MAX_ERRORS], code="bad-text")
    return cast(Asked, asked)


def _flat(messages: Any, where: str) -> Iterator[tuple[str, str]]:
    """Each message with its place; an unknown field is told by its neighbours, as its name may be anything."""
    if isinstance(messages, Mapping):
        for key, value in messages.items():
            if isinstance(value, list) and value and isinstance(value[0], _UnknownFieldError):
                yield where, _unknown(str(key), value[0].names)
            else:
                yield from _flat(value, where if key == "_schema" else f"{where}.{key}".lstrip("."))
    else:
        yield from ((where, message) for message in messages)


def _unknown(key: str, names: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(key, names, 1)
    hint = f" Did you mean {near[0]}?" if near else ""
    return f"A field stands here that is not known; known are {', '.join(names)}.{hint}"


def _no_text(data: Any, where: str) -> Iterator[str]:
    if isinstance(data, str):
        if _NO_TEXT.search(data):
            yield where
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from _no_text(value, f"{where}.{key}".lstrip("."))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _no_text(value, f"{where}.{index}".lstrip("."))
