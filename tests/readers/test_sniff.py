"""What a file is, by its bytes: the name never counts."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.document import Unreadable
from extract.readers import LARGEST, read, read_bytes
from extract.readers.sniff import HWP3, OLE, sniff
from tests.readers.packages import package, paragraph


def word_file() -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    return stream.getvalue()


KINDS = [
    (b"%PDF-1.7\n%\xe2\xe3", "pdf"),
    (b"\xef\xbb\xbf\r\nHTTP/1.1 200 OK\r\n\r\n%PDF-1.4", "pdf"),
    (OLE + bytes(512), "hwp"),
    (package(paragraph("가")), "hwpx"),
    ('<?xml version="1.0" encoding="UTF-8" ?>\n<HWPML Version="2.91">'.encode("utf-8-sig"), "hwpml"),
    ('<?xml version="1.0"?><HWPML>'.encode("utf-16"), "hwpml"),
    ("□ 소요예산".encode(), "txt"),
    ("소요예산".encode("cp949"), "txt"),
    ("□ 소요예산".encode("utf-16"), "txt"),
    ("PK마트 조성계획".encode(), "txt"),
    ("<사업 개요> 목적".encode(), "txt"),
]

REFUSED = [
    (b"", "empty"),
    (b" \r\n\t\n", "empty"),
    (bytes(4096), "empty"),
    (b"<MARKANY_DOCUMENTSAFER>\x04\xbf", "encrypted"),
    (b"\x9b DRMONE  This Document is encrypted", "encrypted"),
    (b"SCDSA002\x00\x01", "encrypted"),
    (HWP3 + b"3.00 \x1a\x01\x02\x03\x04\x05" + bytes(200), "unsupported"),
    (HWP3 + b"3.00 \x1a\x01\x02\x03\x04\x05" + bytes(96) + b"\x02" + bytes(99), "encrypted"),
    (b"\xef\xbf\xbd\xef\xbf\xbd\x11\xe0\xa1\xb1\x1a\xef\xbf\xbd", "corrupt"),
    (b"<html><body>not a pdf</body></html>", "unsupported"),
    (b"<!DOCTYPE html>\n<html lang='ko'>", "unsupported"),
    (rb"{\rtf1\ansi", "unsupported"),
    (b"\x89PNG\r\n\x1a\n", "unsupported"),
    (word_file(), "unsupported"),
    (b"PK\x03\x04" + bytes(3000), "corrupt"),
    (package(paragraph("가"))[:400], "corrupt"),
]


@pytest.mark.parametrize(("data", "kind"), KINDS)
def test_the_bytes_tell_the_kind(data, kind):
    assert sniff(data) == kind


@pytest.mark.parametrize(("data", "code"), REFUSED)
def test_what_no_reader_takes_is_refused_with_what_to_do(data, code):
    with pytest.raises(Unreadable) as refused:
        sniff(data)
    assert refused.value.code == code
    assert refused.value.message.endswith("넣으세요.")


@pytest.mark.parametrize("name", ["plan.hwp", "plan.pdf", "plan"])
def test_a_file_is_read_whatever_its_name_says(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(package(paragraph("□ 소요예산")))
    document = read(path)
    assert (document.format, document.text) == ("hwpx", "□ 소요예산\n")
    assert document.size == path.stat().st_size and len(document.doc_id) == 16


def test_a_missing_file_is_an_error_of_its_own(tmp_path):
    with pytest.raises(FileNotFoundError):
        read(tmp_path / "없음.hwp")


def test_a_file_that_no_memory_holds_is_not_even_opened(tmp_path):
    path = tmp_path / "plan.pdf"
    with path.open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "too_large"


@settings(deadline=None)  # the first example of a kind loads its reader
@given(st.binary(min_size=1, max_size=300), st.sampled_from([b"", OLE, b"PK\x03\x04", b"<HWPML", b"\xff\xfe", b"<"]))
def test_any_bytes_give_a_document_or_are_unreadable(tail, head):
    try:
        text = read_bytes(head + tail).text
    except Unreadable as refused:
        text = refused.message
    assert "\0" not in text
