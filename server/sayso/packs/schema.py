"""What a rule file may say, key by key (marshmallow). The JSON Schema for editors is made from the same classes."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from sayso.brief import AUDIENCES, KINDS
from sayso.language.pattern import PatternError, any_form, parse, vocabularies_of
from sayso.packs.elements import ITEMS, QUESTIONS
from sayso.packs.model import Guard, Pattern

NAMED_GUARDS = ("in-quotation", "in-name", "negated", "hypothetical", "in-question")
NEAR_GUARDS = ("before", "after", "around", "paragraph", "elsewhere", "opening", "title", "early", "end", "text")
SCOPES = ("anywhere", "title", "opening", "after-opening", "late", "end", "heading")
COVERS = ("match", "clause", "sentence", "paragraph", "draft")

_ID = validate.Regexp(
    re.compile(r"^[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)*$"),
    error="“{input}” is no id; write lower-case words joined by - and ., such as language.data-silos",
)


def _one_of(values: tuple[str, ...]) -> validate.OneOf:
    return validate.OneOf(values, error="“{input}” is unknown; it can be " + ", ".join(values))


def read_pattern(source: object) -> Pattern:
    """A pattern from its text, or from {match, say}. Raises ValidationError."""
    say: tuple[str, ...] | None = None
    if isinstance(source, dict):
        extra = set(source) - {"match", "say"}
        replacements = source.get("say")
        if extra or "match" not in source or not isinstance(replacements, list | type(None)):
            raise ValidationError("a pattern is a text, or match: with a text and say: with a list of replacements")
        say = None if replacements is None else tuple(str(s) for s in replacements)
        source = source["match"]
    if not isinstance(source, str) or not source.strip():
        raise ValidationError("a pattern is a text; put it in quotation marks")
    try:
        parse(source)
    except PatternError as e:
        raise ValidationError(f"the pattern “{source}” cannot be read: {e}") from e
    return Pattern(source, say)


class PatternField(fields.Field[Pattern]):
    """A pattern, read as it is loaded."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Pattern:
        return read_pattern(value)


class WordField(fields.Field[str]):
    """An entry of a vocabulary: a word or phrase, of which the last word may take any form."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise ValidationError("a vocabulary's entry is a word or phrase; put it in quotation marks")
        try:
            entry = any_form(value)
        except PatternError as e:
            raise ValidationError(f"the entry “{value}” cannot be read: {e}") from e
        if vocabularies_of(entry):
            raise ValidationError(f"the entry “{value}” names a vocabulary; an entry holds words alone")
        return value


class GuardField(fields.Field[Guard]):
    """A guard: a named condition, or one key that says where to look and patterns to look for."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Guard:
        if isinstance(value, str) and value in NAMED_GUARDS:
            return Guard(value)
        if isinstance(value, dict) and len(value) == 1:
            ((where, what),) = value.items()
            if where == "item" and what in ITEMS:
                return Guard("item", item=what)
            if where in NEAR_GUARDS:
                sources = what if isinstance(what, list) else [what]
                return Guard(where, tuple(read_pattern(s) for s in sources))
        raise ValidationError(
            "this is no guard; it can be "
            + ", ".join(NAMED_GUARDS)
            + "; or one of "
            + ", ".join(f"{g}:" for g in NEAR_GUARDS)
            + " with a pattern; or item: with a checklist id"
        )


class _Strict(Schema):
    """Refuses unknown keys by naming the ones there are."""

    error_messages = {"unknown": "this key is unknown; check its spelling"}  # noqa: RUF012  (marshmallow's own way)


class ExampleSchema(_Strict):
    """An example: `wrong` (with `right`), `met`, `partly` or `silent`."""

    wrong = fields.String()
    right = fields.String()
    met = fields.String()
    partly = fields.String()
    silent = fields.String()

    @validates_schema
    def _one(self, data: dict[str, str], **kwargs: Any) -> None:
        keys = set(data)
        if not (keys in ({"wrong"}, {"wrong", "right"}) or (len(keys) == 1 and keys <= {"met", "partly", "silent"})):
            raise ValidationError("an example is wrong: (with right:), met:, partly: or silent:, with a text")


def _patterns(**kwargs: Any) -> fields.List[Pattern]:
    return fields.List(PatternField(), validate=validate.Length(min=1, error="write at least one pattern"), **kwargs)


def _guards() -> fields.List[Guard]:
    return fields.List(GuardField(), load_default=list)


class RuleSchema(_Strict):
    """A rule."""

    id = fields.String(required=True, validate=_ID)
    element = fields.String(required=True)
    type = fields.String(validate=_one_of(("suggestion", "comment", "praise", "claim")))
    severity = fields.String(validate=_one_of(("must", "should", "consider", "good")))
    title = fields.String(required=True)
    message = fields.String(required=True)
    why = fields.String(load_default="")
    section = fields.String()
    patterns = _patterns(required=True)
    replacements = fields.List(fields.String(), load_default=list)
    audiences = fields.List(fields.String(validate=_one_of(AUDIENCES)), load_default=list)
    kinds = fields.List(fields.String(validate=_one_of(KINDS)), load_default=list)
    scope = fields.String(load_default="anywhere", validate=_one_of(SCOPES))
    covers = fields.String(load_default="match", validate=_one_of(COVERS))
    per = fields.String(load_default="draft", validate=_one_of(("draft", "paragraph")))
    at_least = fields.Integer(load_default=1, strict=True, validate=validate.Range(1, 50))
    share = fields.Float(load_default=0.0, validate=validate.Range(0, 1))
    once = fields.Boolean(load_default=False)
    missing = fields.Boolean(load_default=False)
    anchor = fields.List(PatternField(), load_default=list)
    even = fields.List(fields.String(validate=_one_of(("in-quotation", "in-name"))), load_default=list)
    unless = _guards()
    when = _guards()
    examples = fields.List(fields.Nested(ExampleSchema), load_default=list)


class VocabularySchema(_Strict):
    """A vocabulary: a name, and words in any of their forms."""

    vocabulary = fields.String(required=True, validate=_ID)
    words = fields.List(WordField(), required=True)


class SignalSchema(_Strict):
    """A signal of an item."""

    patterns = _patterns(required=True)
    scope = fields.String(load_default="anywhere", validate=_one_of(SCOPES))
    covers = fields.String(load_default="match", validate=_one_of(COVERS))
    unless = _guards()
    when = _guards()


class ItemSchema(_Strict):
    """A checklist item."""

    item = fields.String(required=True, validate=_one_of(ITEMS))
    label = fields.String(required=True)
    advice = fields.String(required=True)
    praise = fields.String(load_default="")
    signals = fields.Dict(fields.String(validate=_ID), fields.Nested(SignalSchema), required=True)
    met = fields.List(fields.String(), required=True)
    partly = fields.List(fields.String(), load_default=list)
    examples = fields.List(fields.Nested(ExampleSchema), load_default=list)


class QuestionSchema(_Strict):
    """A tough question."""

    question = fields.String(required=True, validate=_one_of(QUESTIONS))
    title = fields.String(required=True)
    advice = fields.String(required=True)
    asked = _patterns(required=True)
    answered = fields.List(PatternField(), load_default=list)
    examples = fields.List(fields.Nested(ExampleSchema), load_default=list)


class KindSchema(_Strict):
    """A kind of text."""

    kind = fields.String(required=True, validate=_one_of(KINDS))
    items = fields.List(fields.String(validate=_one_of(ITEMS)), required=True)
    patterns = fields.List(PatternField(), load_default=list)


class IdeaSchema(_Strict):
    """An idea of the idea map."""

    idea = fields.String(required=True, validate=_one_of(("government", "money", "system", "equity")))
    patterns = _patterns(required=True)


class TopicSchema(_Strict):
    """Cues that a text is on the topic."""

    topic = fields.String(required=True, validate=_one_of(("strong", "cue")))
    patterns = _patterns(required=True)


class ChangeSchema(_Strict):
    """What an overlay does to a vocabulary."""

    add = fields.List(WordField(), load_default=list)
    remove = fields.List(fields.String(), load_default=list)


class AboutSchema(_Strict):
    """The head of pack.yml."""

    name = fields.String(required=True)
    version = fields.String(load_default="")
    extends = fields.String(validate=_one_of(("sayso",)))
    prefix = fields.String(load_default="", validate=validate.Regexp(r"^([a-z]+-)?$", error="a prefix is like metro-"))
    comments_per_1000_words = fields.Integer(strict=True, validate=validate.Range(1, 1000))
    praise_per_text = fields.Integer(strict=True, validate=validate.Range(0, 100))
    opening_words = fields.Integer(strict=True, validate=validate.Range(10, 300))
    late_after = fields.Float(validate=validate.Range(0.1, 0.9))
    topic_cues = fields.Integer(strict=True, validate=validate.Range(1, 100))


class PackSchema(_Strict):
    """pack.yml."""

    pack = fields.Nested(AboutSchema, required=True)
    off = fields.List(fields.String(), load_default=list)
    severity = fields.Dict(
        fields.String(), fields.String(validate=_one_of(("must", "should", "consider", "good"))), load_default=dict
    )
    vocabulary = fields.Dict(fields.String(), fields.Nested(ChangeSchema), load_default=dict)
    keep = fields.List(fields.String(), load_default=list)
    facts = fields.String()


ENTRIES: dict[str, type[Schema]] = {
    "id": RuleSchema,
    "vocabulary": VocabularySchema,
    "item": ItemSchema,
    "question": QuestionSchema,
    "kind": KindSchema,
    "idea": IdeaSchema,
    "topic": TopicSchema,
}
