"""The service as it runs: gunicorn on a free port, asked over a real connection."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sayso.errors import RulesError, SaysoError
from sayso.web.serve import serve
from web.sample import SENTENCE, form

START = "from sayso.web.serve import serve; serve('127.0.0.1', 0, workers=2)"


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[str, subprocess.Popen[str]]]:
    with started(START) as service:
        yield service


@contextmanager
def started(code: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """The address of the service that this code starts, and its process."""
    process = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.home()
    )
    with process:
        try:
            assert process.stdout
            line = process.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+", line)
            assert found, line + process.communicate(timeout=10)[1]
            yield found[0], process
        finally:
            process.kill()


def post(address: str, body: bytes, kind: str = "application/json") -> tuple[int, dict]:
    request = urllib.request.Request(f"{address}/api/v1/review", body, {"Content-Type": kind})
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def raw(address: str, request: bytes) -> bytes:
    """The answer to bytes sent as they are."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(request)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_a_review_over_the_wire(running: tuple[str, subprocess.Popen[str]], document: bytes) -> None:
    address, _ = running
    status, review = post(address, json.dumps({"paragraphs": [{"text": SENTENCE}]}).encode())
    assert (status, review["schema"]) == (200, "sayso.review/1")
    assert post(address, *form(("file", "draft.docx", document)))[0] == 200


def test_refusals_over_the_wire(running: tuple[str, subprocess.Popen[str]]) -> None:
    address, _ = running
    start = b"POST /api/v1/review HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    assert post(address, b"{")[1]["code"] == "bad-json"
    assert b'"length-required"' in raw(address, start + b"\r\n")
    assert b'"length-required"' in raw(address, start + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
    # The refusal must arrive although the body, most of it unread, is still on its way.
    assert b'"too-large"' in raw(address, start + b"Content-Length: 20000001\r\n\r\n" + bytes(1_000_000))


@pytest.mark.parametrize(
    ("request_head", "status", "code"),
    [
        (b"Xylophone\r\n\r\n", 400, "bad-request"),
        (b"GET /" + b"Xylophone" * 1000 + b" HTTP/1.1\r\n\r\n", 414, "address-too-long"),
        (b"GET /healthz HTTP/1.1\r\nXylo phone: x\r\n\r\n", 400, "bad-request"),
        (b"GET /healthz HTTP/1.1\r\nX: " + b"Xylophone" * 5000 + b"\r\n\r\n", 431, "headers-too-large"),
        (b"POST /healthz HTTP/1.1\r\nTransfer-Encoding: Xylophone\r\n\r\n", 501, "bad-request"),
    ],
)
def test_what_is_not_http_is_a_problem_too(
    running: tuple[str, subprocess.Popen[str]], request_head: bytes, status: int, code: str
) -> None:
    head, _, body = raw(running[0], request_head).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json" in head
    assert b"Cache-Control: no-store" in head
    assert json.loads(body)["code"] == code
    assert b"xylo" not in (head + body).lower()


def test_a_request_that_takes_too_long_dies_alone() -> None:
    # No draft is known that takes so long, so the engine is made to.
    slow = """
import time
from sayso.web import api, serve
serve.REQUEST_SECONDS = 1
api.engine.review = lambda *_: time.sleep(60)
serve.serve('127.0.0.1', 0, workers=1)
"""
    with started(slow) as (address, process):
        status, problem = post(address, json.dumps({"paragraphs": [{"text": "Xylophone"}]}).encode())
        assert (status, problem["code"]) == (503, "took-too-long")
        with urllib.request.urlopen(f"{address}/healthz", timeout=20) as response:
            assert response.status == 200
        process.terminate()
        assert "xylophone" not in "".join(process.communicate(timeout=20)).lower()


def test_a_taken_port(running: tuple[str, subprocess.Popen[str]]) -> None:
    port = int(running[0].rpartition(":")[2])
    with pytest.raises(SaysoError, match=f"Port {port} is in use") as caught:
        serve("127.0.0.1", port)
    assert caught.value.code == "port-taken"


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.1", "example.org", ""])
def test_an_address_others_could_reach(host: str) -> None:
    with pytest.raises(SaysoError) as caught:
        serve(host, 0)
    assert caught.value.code == "not-loopback"


def test_a_bad_pack_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "pack.yml").write_text("pack: 7\n")
    with pytest.raises(RulesError):
        serve("127.0.0.1", 0, rules=(tmp_path,))


def test_nothing_was_written_and_it_stops_when_told(running: tuple[str, subprocess.Popen[str]]) -> None:
    address, process = running
    for fd in Path(f"/proc/{process.pid}/fd").iterdir():
        target = str(fd.readlink())
        assert target.startswith(("socket:", "pipe:", "/dev/", "anon_inode:", "/memfd:")), target
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")
    with pytest.raises(OSError, match="refused"):
        raw(address, b"GET /healthz HTTP/1.0\r\n\r\n")
