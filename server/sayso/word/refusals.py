"""The refusals of a file at the door: stable code, and one sentence that says what to do next."""

from __future__ import annotations

from sayso.errors import SourceError


def damaged() -> SourceError:
    """The refusal of a file that is broken."""
    return SourceError(
        "docx-damaged", "The file is damaged and cannot be read; open it in Word, save it again, and send the new copy."
    )


def unsafe(what: str) -> SourceError:
    """The refusal of a file that holds what no word processor writes."""
    return SourceError(
        "docx-unsafe", f"The file {what}, which is not safe to open; save it again from Word and send the new copy."
    )


def too_large(what: str) -> SourceError:
    """The refusal of a file over a limit."""
    return SourceError("docx-too-large", f"{what}; remove large pictures or split the document.", status=413)


def encrypted() -> SourceError:
    """The refusal of a file with a password."""
    return SourceError(
        "docx-encrypted", "The document is protected by a password; save a copy without one and send that."
    )


def of_compound_file(data: bytes) -> SourceError:
    """The refusal of an OLE container: an encrypted .docx, a legacy .doc, or something else."""
    # [MS-OFFCRYPTO] §2.3: an encrypted package is a compound file with a stream of this name, in UTF-16.
    if "EncryptedPackage".encode("utf-16-le") in data:
        return encrypted()
    if "WordDocument".encode("utf-16-le") in data:
        return SourceError("docx-legacy", "This is an old .doc file; open it in Word and save it as .docx.")
    return not_a_docx()


def not_a_docx() -> SourceError:
    """The refusal of a file of another kind."""
    return SourceError("not-a-docx", "This is not a Word document; open it in Word and save it as .docx.", status=415)
