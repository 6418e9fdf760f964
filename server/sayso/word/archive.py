"""The zip container under a package: entries checked before anything is expanded, and copied raw when it is written.

Reads the central directory itself (PKWARE APPNOTE 6.3.10 §4.3), because three things matter here that a general zip
module does not promise: overlapping entries are refused, declared sizes are never trusted, and an entry that nobody
touched leaves with the very bytes it came in with.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sayso.errors import SourceError
from sayso.word.refusals import damaged, not_a_docx, of_compound_file, too_large, unsafe

_MB = 1 << 20
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR64 = struct.Struct("<4sLQL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED, _DESCRIPTOR, _UTF8 = 0x1, 0x8, 0x800
# Encryption, the two bits of the compression level, descriptor, UTF-8 names; and the newest version, 6.3.
_KNOWN_FLAGS = 0x80F
_VERSION = 63
_STORED, _DEFLATED = 0, 8
_ZIP64_EXTRA = 1
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FULL = 0xFFFFFFFF
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a package may be. Sizes are in bytes, expanded except for `upload`; `elements` counts XML elements."""

    upload: int = 20 * _MB
    entries: int = 1_000
    entry: int = 32 * _MB
    xml_part: int = 16 * _MB
    total: int = 128 * _MB
    elements: int = 500_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: `start` and `packed` say where its compressed bytes stand, `size` is what it says it expands to."""

    name: str
    raw_name: bytes
    record: tuple[int, ...]
    extra: bytes
    comment: bytes
    method: int
    crc: int
    packed: int
    size: int
    header: int
    start: int

    @property
    def end(self) -> int:
        return self.start + self.packed


class Archive:
    """The entries of a zip file, by name. Raises SourceError where the container is no .docx, broken or unsafe."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        if not data:
            raise SourceError("empty", "The file is empty; choose the document again.")
        if len(data) > limits.upload:
            raise too_large(f"The file is larger than {limits.upload // _MB} MB")
        if data.startswith(_OLE):
            raise of_compound_file(data)
        self.data = data
        self.limits = limits
        entries = _directory(data, limits)
        _check(entries, limits)
        self.entries = {e.name: e for e in entries}
        for entry in entries:
            self._verify(entry)

    def read(self, name: str) -> bytes:
        """The expanded bytes of an entry, whose size was held against what it declares on opening."""
        return b"".join(_steps(self.data, self.entries[name]))

    def _verify(self, entry: Entry) -> None:
        """Hold an entry against its declared size and checksum, never more than a step of it in memory."""
        size = crc = 0
        for step in _steps(self.data, entry):
            size += len(step)
            crc = zlib.crc32(step, crc)
            if size > entry.size:
                raise damaged()
        if size != entry.size or crc != entry.crc:
            raise damaged()

    def write(self, changed: Mapping[str, bytes]) -> bytes:
        """The archive again with `changed` entries replaced, new names added last, every other entry copied raw."""
        out = bytearray()
        directory = bytearray()
        count = 0
        for entry in self.entries.values():
            new = changed.get(entry.name)
            packed = memoryview(self.data)[entry.start : entry.end] if new is None else None
            _append(out, directory, entry, packed, new)
            count += 1
        for name, content in changed.items():
            if name not in self.entries:
                _append(out, directory, _fresh(name), None, content)
                count += 1
        start = len(out)
        out += directory
        out += _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), start, 0)
        return bytes(out)


def _steps(data: bytes, entry: Entry) -> Iterator[bytes]:
    """The expanded bytes of an entry, a bounded step at a time."""
    if entry.method == _STORED:
        yield data[entry.start : entry.end]
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    packed: bytes = data[entry.start : entry.end]
    try:
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _STEP)
            packed = inflate.unconsumed_tail
        yield inflate.flush(_STEP)
    except zlib.error:
        raise damaged() from None


def _append(
    out: bytearray, directory: bytearray, entry: Entry, packed: memoryview | None, content: bytes | None
) -> None:
    method, crc, size = entry.method, entry.crc, entry.size
    body: bytes | memoryview
    if content is not None:
        deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        body = deflate.compress(content) + deflate.flush()
        method, crc, size = _DEFLATED, zlib.crc32(content), len(content)
    else:
        assert packed is not None
        body = packed
    made_by, needs, flags, time, date, disk_attributes, attributes = entry.record
    # Sizes are known here, so the descriptor that may have followed the data is not needed.
    flags &= ~_DESCRIPTOR
    at = len(out)
    out += _LOCAL.pack(
        b"PK\x03\x04", needs, flags, method, time, date, crc, len(body), size, len(entry.raw_name), 0
    )  # fmt: skip
    out += entry.raw_name
    out += body
    directory += _CENTRAL.pack(
        b"PK\x01\x02", made_by, needs, flags, method, time, date, crc, len(body), size,
        len(entry.raw_name), len(entry.extra), len(entry.comment), 0, disk_attributes, attributes, at,
    )  # fmt: skip
    directory += entry.raw_name + entry.extra + entry.comment


def _fresh(name: str) -> Entry:
    # 1980-01-01, the first date of the format, as Word itself writes it.
    record = (20, 20, _UTF8 if not name.isascii() else 0, 0, 33, 0, 0)
    return Entry(name, name.encode(), record, b"", b"", _DEFLATED, 0, 0, 0, 0, 0)


def _directory(data: bytes, limits: Limits) -> list[Entry]:
    at = data.rfind(b"PK\x05\x06", max(0, len(data) - 65_557))
    if at < 0 or at + _END.size > len(data):
        raise damaged() if data.startswith(b"PK") else not_a_docx()
    if not data.startswith(b"PK\x03\x04"):
        raise unsafe("has something in front of its contents")
    _, _, _, _, count, length, start, _ = _END.unpack_from(data, at)
    end = at
    if at >= _LOCATOR64.size and data.startswith(b"PK\x06\x07", at - _LOCATOR64.size):
        try:
            (_, _, end64, _) = _LOCATOR64.unpack_from(data, at - _LOCATOR64.size)
            (magic, _, _, _, _, _, _, count, length, start) = _END64.unpack_from(data, end64)
        except struct.error:
            raise damaged() from None
        if magic != b"PK\x06\x06":
            raise damaged()
        end = end64
    if count > limits.entries:
        raise too_large(f"The file holds more than {limits.entries:,} parts")
    if start + length > end:
        raise damaged()
    entries = []
    here = start
    for _ in range(count):
        entry, here = _entry(data, here, start + length)
        entries.append(entry)
    if here != start + length:
        raise damaged()
    ordered = sorted(entries, key=lambda e: e.header)
    ends = [e.header for e in ordered[1:]] + [start]
    if any(e.end > stop for e, stop in zip(ordered, ends, strict=True)):
        raise unsafe("has parts that overlap")
    return entries


def _entry(data: bytes, here: int, stop: int) -> tuple[Entry, int]:
    """The entry whose central record stands at `here`, and where the next one does."""
    if here + _CENTRAL.size > stop:
        raise damaged()
    (magic, made_by, needs, flags, method, time, date, crc, packed, size, n, m, k, disk, inner, outer, header) = (
        _CENTRAL.unpack_from(data, here)
    )
    name_at = here + _CENTRAL.size
    after = name_at + n + m + k
    if magic != b"PK\x01\x02" or disk not in (0, 0xFFFF) or after > stop:
        raise damaged()
    raw = data[name_at : name_at + n]
    extra, (size, packed, header) = _zip64(data[name_at + n : name_at + n + m], (size, packed, header))
    if flags & _ENCRYPTED:
        raise SourceError(
            "docx-encrypted", "The document is protected by a password; save a copy without one and send that."
        )
    if (
        flags & ~_KNOWN_FLAGS
        or needs & 0xFF > _VERSION
        or method not in (_STORED, _DEFLATED)
        or (method == _STORED and packed != size)
    ):
        raise damaged()
    if header + _LOCAL.size > len(data):
        raise damaged()
    local = _LOCAL.unpack_from(data, header)
    if local[2] & ~_KNOWN_FLAGS:
        raise damaged()
    start = header + _LOCAL.size + local[-2] + local[-1]
    if (
        local[0] != b"PK\x03\x04"
        or local[-2] != n
        or not data.startswith(raw, header + _LOCAL.size)
        or start + packed > len(data)
    ):
        raise damaged()
    try:
        name = raw.decode("utf-8" if flags & _UTF8 else "cp437")
    except UnicodeDecodeError:
        raise damaged() from None
    record = (made_by, needs, flags, time, date, inner, outer)
    comment = data[name_at + n + m : after]
    return Entry(name, raw, record, extra, comment, method, crc, packed, size, header, start), after


def _zip64(extra: bytes, values: tuple[int, int, int]) -> tuple[bytes, tuple[int, int, int]]:
    """The extra field without its zip64 block, and size, packed size and offset read from that block (§4.5.3)."""
    kept = b""
    found = list(values)
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        if at + 4 + length > len(extra):
            raise damaged()
        block = extra[at + 4 : at + 4 + length]
        if tag == _ZIP64_EXTRA:
            words = [int.from_bytes(block[i : i + 8], "little") for i in range(0, len(block) - 7, 8)]
            for i, value in enumerate(found):
                if value == _FULL:
                    if not words:
                        raise damaged()
                    found[i] = words.pop(0)
        else:
            kept += extra[at : at + 4 + length]
        at += 4 + length
    return kept, (found[0], found[1], found[2])


def _check(entries: list[Entry], limits: Limits) -> None:
    seen: set[str] = set()
    for entry in entries:
        # Part names are equal whatever their case, ECMA-376 Part 2 §6.2.2.3.
        name = entry.name.lower()
        if name in seen:
            raise unsafe("holds the same part twice")
        seen.add(name)
        parts = name.split("/")
        if name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or ":" in parts[0]:
            raise unsafe("holds a part whose name leads outside it")
        if entry.size > limits.entry:
            raise too_large(f"One part of the file is larger than {limits.entry // _MB} MB")
        if entry.size > limits.xml_part and name.endswith((".xml", ".rels")):
            raise too_large(f"The text of the document is larger than {limits.xml_part // _MB} MB")
    if sum(e.size for e in entries) > limits.total:
        raise too_large(f"The document is larger than {limits.total // _MB} MB when opened")
