"""A document stays in memory: no temporary file, no cache, no log."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Send = Callable[..., TestResponse]


def test_a_large_upload_is_never_written_to_disk(send: Send, document: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def written(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    # Werkzeug binds the name at import, the others look it up in the module.
    for module in ("tempfile", "werkzeug.formparser"):
        for name in ("SpooledTemporaryFile", "TemporaryFile", "NamedTemporaryFile", "mkstemp"):
            monkeypatch.setattr(f"{module}.{name}", written, raising=False)
    with pytest.raises(AssertionError):
        tempfile.mkstemp()
    large = BytesIO(document)
    with ZipFile(large, "a", ZIP_STORED) as package:
        package.writestr("word/media/image1.png", bytes(3_000_000))
    for call in ("review", "annotate"):
        assert send(call, large.getvalue()).status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/api/v1/openapi.json", "/nowhere"])
def test_no_answer_is_kept_by_anyone(client: FlaskClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_reviews_and_files_are_not_kept_either(send: Send, document: bytes) -> None:
    for call in ("review", "annotate"):
        assert send(call, document).headers["Cache-Control"] == "no-store"


def test_nothing_is_logged(send: Send, document: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    send("review", document, "secret.docx")
    send("review", b"no document", "secret.docx")
    assert capfd.readouterr() == ("", "")
