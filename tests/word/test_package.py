"""Intake: what is opened, what is refused and with which code, and that untouched entries leave as they came."""

from __future__ import annotations

import struct
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

import pytest

from sayso.errors import SourceError
from sayso.word import Limits, open_package, read_document
from word.build import docx, para, run, unzipped, zipped

PLAIN = docx(para(run("The county shares information.")))


def refusal(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(SourceError) as caught:
        read_document(open_package(data, limits or Limits()))
    assert caught.value.message.endswith(".")
    assert "county" not in caught.value.message
    return caught.value.code


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


def without(name: str) -> bytes:
    return zipped({n: d for n, d in unzipped(PLAIN).items() if n != name})


def with_main(xml: bytes) -> bytes:
    return zipped({**unzipped(PLAIN), "word/document.xml": xml})


def encrypted_entry() -> bytes:
    data = bytearray(PLAIN)
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


def overlapping() -> bytes:
    """Two central records that lead to one local entry's bytes, the second under a name inside the first's data."""
    data = bytearray(PLAIN)
    records = [i for i in range(len(data)) if data.startswith(b"PK\x01\x02", i)]
    size = struct.unpack_from("<L", data, records[0] + 20)[0]
    struct.pack_into("<L", data, records[0] + 20, size + 60)
    return bytes(data)


def lying_size() -> bytes:
    data = bytearray(PLAIN)
    at = next(i for i in range(len(data)) if data.startswith(b"PK\x01\x02", i))
    struct.pack_into("<L", data, at + 24, 10)
    return bytes(data)


def bad_checksum() -> bytes:
    data = bytearray(PLAIN)
    at = next(i for i in range(len(data)) if data.startswith(b"PK\x01\x02", i))
    data[at + 16] ^= 0xFF
    return bytes(data)


def duplicated() -> bytes:
    files = [*unzipped(PLAIN).items(), ("WORD/Document.xml", b"<x/>")]
    return zipped(dict(files))


ODT = zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
DOCTYPE = b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'
REFUSED = {
    "nothing in it": (b"", "empty"),
    "a PDF": (b"%PDF-1.7\n" + bytes(3000), "not-a-docx"),
    "text": (b"The county shares information.", "not-a-docx"),
    "a picture's container": (ole("Pictures"), "not-a-docx"),
    "ODT": (ODT, "not-a-docx"),
    "no content types": (without("[Content_Types].xml"), "not-a-docx"),
    "no relationships": (without("_rels/.rels"), "not-a-docx"),
    "no main part": (without("word/document.xml"), "not-a-docx"),
    "a workbook": (with_main(b"<workbook/>"), "not-a-docx"),
    "encrypted": (ole("EncryptedPackage"), "docx-encrypted"),
    "encrypted entry": (encrypted_entry(), "docx-encrypted"),
    "legacy": (ole("WordDocument"), "docx-legacy"),
    "truncated": (PLAIN[: len(PLAIN) // 2], "docx-damaged"),
    "bad XML": (with_main(b"<w:document"), "docx-damaged"),
    "not even XML": (with_main(b""), "docx-damaged"),
    "bad checksum": (bad_checksum(), "docx-damaged"),
    "more than it declares": (lying_size(), "docx-damaged"),
    "doctype": (with_main(DOCTYPE), "docx-unsafe"),
    "doctype in UTF-16": (with_main(DOCTYPE.decode().encode("utf-16")), "docx-unsafe"),
    "the same name twice": (duplicated(), "docx-unsafe"),
    "a name that climbs out": (zipped({**unzipped(PLAIN), "word/../../x": b""}), "docx-unsafe"),
    "an absolute name": (zipped({**unzipped(PLAIN), "/etc/x": b""}), "docx-unsafe"),
    "a drive": (zipped({**unzipped(PLAIN), "c:/x": b""}), "docx-unsafe"),
    "junk in front": (b"MZ" + PLAIN, "docx-unsafe"),
    "overlapping": (overlapping(), "docx-unsafe"),
    "no text": (docx(para()), "empty"),
    "too deep": (docx("<w:customXml>" * 300 + "</w:customXml>" * 300), "docx-damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    data, code = REFUSED[name]
    assert refusal(data) == code


LIMITS = {
    "upload": Limits(upload=1000),
    "entries": Limits(entries=3),
    "entry": Limits(entry=200),
    "part": Limits(xml_part=200),
    "total": Limits(total=900),
    "elements": Limits(elements=5),
}


@pytest.mark.parametrize("name", LIMITS)
def test_too_large(name: str) -> None:
    assert refusal(PLAIN, LIMITS[name]) == "docx-too-large"


def test_limits_are_the_designs() -> None:
    mb = 1 << 20
    assert Limits() == Limits(20 * mb, 1_000, 32 * mb, 16 * mb, 128 * mb, 500_000)
    assert replace(Limits(), elements=1).elements == 1


def test_a_bomb_is_refused_before_it_is_expanded() -> None:
    assert refusal(zipped({**unzipped(PLAIN), "word/media/x.bin": bytes(40 << 20)})) == "docx-too-large"


@pytest.mark.parametrize("cut", range(0, len(PLAIN), 97))
def test_any_truncation_is_one_clear_refusal(cut: int) -> None:
    assert refusal(PLAIN[:cut]) in ("empty", "not-a-docx", "docx-damaged")


def test_main_part_of_any_name_and_encoding() -> None:
    for data in (
        docx(para(run("Hé")), main="doc/main2.xml"),
        docx(para(run("Hé")), encoding="utf-16"),
        docx(para(run("Hé")), strict=True),
    ):
        assert [p.text for p in read_document(open_package(data)).draft.paragraphs] == ["Hé"]


def test_saved_entries_keep_their_compressed_bytes_and_order() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in unzipped(PLAIN).items():
            archive.writestr(name, content, compresslevel=1, compress_type=zipfile.ZIP_DEFLATED)
        archive.writestr("word/media/é.bin", b"stored", compress_type=zipfile.ZIP_STORED)
    data = out.getvalue()
    saved = open_package(data).save({"word/document.xml": b"<new/>", "word/added.xml": b"<added/>"})
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(BytesIO(saved)) as new:
        assert new.testzip() is None
        assert new.namelist() == [*old.namelist(), "word/added.xml"]
        assert new.read("word/document.xml") == b"<new/>"
        for info in old.infolist():
            if info.filename != "word/document.xml":
                other = new.getinfo(info.filename)
                assert (info.CRC, info.compress_size, info.date_time) == (
                    other.CRC,
                    other.compress_size,
                    other.date_time,
                )


def test_entries_with_descriptors_and_zip64_are_read() -> None:
    class Stream(BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise OSError

        def tell(self) -> int:
            raise OSError

    out = Stream()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in unzipped(PLAIN).items():
            with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as entry:
                entry.write(content)
    package = open_package(out.getvalue())
    saved = package.save({})
    with zipfile.ZipFile(BytesIO(saved)) as archive:
        assert archive.testzip() is None
        assert archive.read("word/document.xml") == package.read("word/document.xml")
    assert zlib.crc32(saved) == zlib.crc32(open_package(saved).save({}))
