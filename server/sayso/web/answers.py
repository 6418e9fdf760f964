"""What the service answers, as schemas: they write the API description, and the tests hold every answer to them.

The answers themselves come from `sayso.result.as_json`, so that the shell and the service say the same.
"""

from __future__ import annotations

from typing import Any, get_args

from marshmallow import RAISE, Schema, fields, validate

from sayso.brief import AUDIENCES, KINDS, TOPICS
from sayso.draft import STORIES
from sayso.result import SCHEMA, ClaimKind, ClaimState, FindingType, Severity, Status
from sayso.web.problems import ProblemSchema

ANNOTATED = "sayso.annotated/1"

_COUNT = validate.Range(min=0)


def _one_of(literal: Any, **kwargs: Any) -> fields.String:
    return fields.String(required=True, validate=validate.OneOf(get_args(literal)), **kwargs)


def _always(value: str) -> fields.String:
    return fields.String(required=True, validate=validate.Equal(value))


class Answer(Schema):
    """An answer, which holds its own fields and no others."""

    class Meta:
        unknown = RAISE


class LocationSchema(Answer):
    """Where words stand. Paragraphs count the whole draft's from 0; `quote` is exactly the words from start to end."""

    story = fields.String(required=True, validate=validate.OneOf(STORIES))
    paragraph = fields.Integer(required=True, strict=True, validate=_COUNT)
    start = fields.Integer(required=True, strict=True, validate=_COUNT)
    end = fields.Integer(required=True, strict=True, validate=_COUNT)
    quote = fields.String(required=True)


class FactUsedSchema(Answer):
    """A confirmed fact of the brief, as the review used it."""

    id = fields.String(required=True)
    says = fields.String(required=True)
    kind = fields.String(required=True)
    wording = fields.String(required=True)
    source = fields.String(required=True)
    confirmed_by = fields.String(required=True)
    confirmed_on = fields.Date(required=True, allow_none=True)
    expires = fields.Date(required=True, allow_none=True)


class BriefUsedSchema(Answer):
    """The brief that the review was made for."""

    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    kind_from = fields.String(required=True, validate=validate.OneOf(("author", "guessed")))
    audience = fields.String(required=True, validate=validate.OneOf(AUDIENCES))
    topic = fields.String(required=True, validate=validate.OneOf(TOPICS))
    facts = fields.List(fields.Nested(FactUsedSchema), required=True)


class CountsSchema(Answer):
    """How long the draft is."""

    words = fields.Integer(required=True, strict=True, validate=_COUNT)
    sentences = fields.Integer(required=True, strict=True, validate=_COUNT)
    paragraphs = fields.Integer(required=True, strict=True, validate=_COUNT)


class ItemSchema(Answer):
    """One item of the checklist, with the words that justify its status."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    status = _one_of(Status)
    evidence = fields.List(fields.Nested(LocationSchema), required=True)
    advice = fields.String(required=True)


class FindingSchema(Answer):
    """What a rule saw. Without a location it is about the whole draft."""

    id = fields.String(required=True, metadata={"description": "The same for the same words under the same rule"})
    rule = fields.String(required=True)
    element = fields.String(required=True)
    type = _one_of(FindingType)
    severity = _one_of(Severity)
    location = fields.Nested(LocationSchema, required=True, allow_none=True)
    message = fields.String(required=True)
    why = fields.String(required=True)
    section = fields.String(required=True)
    replacements = fields.List(
        fields.String(), required=True, metadata={"description": "Whole texts to stand in place of the quote"}
    )


class ClaimSchema(Answer):
    """A claim of the draft, and whether somebody has confirmed it."""

    finding = fields.String(required=True, metadata={"description": "The id of its finding"})
    location = fields.Nested(LocationSchema, required=True)
    kind = _one_of(ClaimKind)
    absolute = fields.Boolean(required=True)
    state = _one_of(ClaimState)
    fact = fields.String(required=True, allow_none=True, metadata={"description": "The id of the fact about it"})


class QuestionSchema(Answer):
    """A tough question that the draft asks, answers, or both."""

    id = fields.String(required=True)
    location = fields.Nested(LocationSchema, required=True)
    asked = fields.Boolean(required=True)
    answered = fields.Boolean(required=True)


class IdeaSchema(Answer):
    """One place of the idea map."""

    idea = fields.String(
        required=True, metadata={"description": "A checklist id, or government, money, system, equity"}
    )
    location = fields.Nested(LocationSchema, required=True)


class ReviewSchema(Answer):
    """The review of one draft."""

    schema = _always(SCHEMA)
    source = fields.String(required=True)
    brief = fields.Nested(BriefUsedSchema, required=True)
    on_topic = fields.Boolean(required=True)
    counts = fields.Nested(CountsSchema, required=True)
    checklist = fields.List(
        fields.Nested(ItemSchema), required=True, metadata={"description": "Nine, in the order of the guidance"}
    )
    findings = fields.List(
        fields.Nested(FindingSchema), required=True, metadata={"description": "In the order of the document"}
    )
    claims = fields.List(fields.Nested(ClaimSchema), required=True)
    questions = fields.List(fields.Nested(QuestionSchema), required=True)
    idea_map = fields.List(fields.Nested(IdeaSchema), required=True)


class UnplacedSchema(Answer):
    """A finding that could be written into the document neither as a change nor as a comment."""

    finding = fields.String(required=True, metadata={"description": "Its id"})
    reason = fields.String(required=True)


class AnnotatedSchema(Answer):
    """The annotated document and the review that is written into it."""

    schema = _always(ANNOTATED)
    review = fields.Nested(ReviewSchema, required=True)
    unplaced = fields.List(fields.Nested(UnplacedSchema), required=True)
    file = fields.String(required=True, metadata={"description": "The .docx, in base64", "contentEncoding": "base64"})


class WithheldSchema(ProblemSchema):
    """A problem of `annotate`. With code `annotate-unsafe` the review itself is sound and comes with it."""

    review = fields.Nested(ReviewSchema)


class HealthSchema(Answer):
    """The service runs."""

    status = _always("ok")
    version = fields.String(required=True)
