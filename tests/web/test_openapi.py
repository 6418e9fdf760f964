"""The API description is complete, and the service keeps to it whatever is sent."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from sayso.web import examples
from sayso.web.answers import ReviewSchema
from sayso.web.problems import ProblemSchema

# Not among them: `positive_data_acceptance`, since a form may hold any bytes for a description, and few are a .docx.
CHECKS = [
    not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.negative_data_rejection,
    checks.unsupported_method,
]


@pytest.fixture(scope="session")
def description(app: Flask) -> dict[str, Any]:
    return app.test_client().get("/api/v1/openapi.json").json


def test_every_call_is_described(app: Flask, description: dict[str, Any]) -> None:
    served = {r.rule for r in app.url_map.iter_rules()} - {"/api/v1/openapi.json"}
    assert set(description["paths"]) == served
    for path in description["paths"].values():
        for operation in path.values():
            assert operation["summary"]
            for status, response in operation["responses"].items():
                for kind, content in response["content"].items():
                    assert content["schema"]
                    assert kind == "application/problem+json" or status == "200"


def test_every_schema_is_there_and_explained(description: dict[str, Any]) -> None:
    schemas = description["components"]["schemas"]
    assert set(schemas) == {
        *(
            "Annotated",
            "AnnotateRequest",
            "Brief",
            "BriefUsed",
            "Claim",
            "Counts",
            "Dismissal",
            "DocumentReview",
            "Fact",
        ),
        *("FactUsed", "FieldError", "Finding", "Health", "Idea", "Item", "Location", "Options", "Paragraph", "Problem"),
        *("Question", "Review", "ReviewRequest", "Unplaced", "Withheld"),
    }
    for schema in schemas.values():
        assert schema["additionalProperties"] is False


def test_the_examples_are_true(client: FlaskClient, description: dict[str, Any]) -> None:
    assert ReviewSchema().validate(examples.REVIEW) == {}
    assert client.post("/api/v1/review", json=examples.REVIEW_REQUEST).status_code == 200
    for status, response in description["paths"]["/api/v1/review"]["post"]["responses"].items():
        if status != "200":
            assert ProblemSchema().validate(response["content"]["application/problem+json"]["example"]) == {}


@pytest.fixture(scope="session")
def described(app: Flask) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


@pytest.mark.parametrize(
    ("call", "mode"),
    [
        ("GET /healthz", GenerationMode.POSITIVE),  # it takes nothing that could be wrong
        ("POST /api/v1/review", GenerationMode.POSITIVE),
        ("POST /api/v1/review", GenerationMode.NEGATIVE),
        ("POST /api/v1/annotate", GenerationMode.POSITIVE),
        ("POST /api/v1/annotate", GenerationMode.NEGATIVE),
    ],
)
def test_the_service_keeps_to_its_description(
    described: schemathesis.BaseSchema, call: str, mode: GenerationMode
) -> None:
    method, path = call.split()

    # Not schemathesis.parametrize, which does not work under the pytest in use.
    @given(case=described[path][method].as_strategy(generation_mode=mode))
    @settings(max_examples=120, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    def keeps(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=CHECKS)

    keeps()
