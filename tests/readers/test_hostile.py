"""What a file may not do: name other files, blow up, nest without end, hide letters that steer a terminal."""

from __future__ import annotations

import socket
import struct
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from extract.document import Unreadable
from extract.readers import read_bytes
from tests.readers.made_pdf import Sheet, pdf
from tests.readers.packages import package, paragraph, table

SPACES = (
    'xmlns:hp="http://www.hancom.co.kr/hwpml/2011/paragraph" xmlns:hs="http://www.hancom.co.kr/hwpml/2011/section" '
    'xmlns:opf="http://www.idpf.org/2007/opf/"'
)
LAUGHS = '<!ENTITY e0 "하">' + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))


def hwpx(entities: str, said: str) -> bytes:
    section = f'<?xml version="1.0"?><!DOCTYPE s [{entities}]><hs:sec {SPACES}>{paragraph(said)}</hs:sec>'
    return package(**{"Contents/section0.xml": section})


def hwpml(entities: str, said: str) -> bytes:
    return (
        f'<?xml version="1.0"?><!DOCTYPE HWPML [{entities}]><HWPML><BODY><SECTION><P><TEXT><CHAR>{said}</CHAR></TEXT>'
        "</P></SECTION></BODY></HWPML>"
    ).encode()


def ending(data: bytes) -> str:
    """Return the text of the bytes' document, or the code with which they are refused."""
    try:
        return read_bytes(data).text
    except Unreadable as refused:
        return refused.code


# ------------------------------------------------------------------ other files, other hosts


EXTERNAL = ['<!ENTITY e SYSTEM "{}">', '<!ENTITY % p SYSTEM "{}">%p;<!ENTITY e "x">', '<!ENTITY e PUBLIC "x" "{}">']


@pytest.mark.parametrize("made", [hwpx, hwpml])
@pytest.mark.parametrize("declared", EXTERNAL)
def test_an_external_entity_is_never_followed(tmp_path, made, declared):
    """Neither to a file of this machine nor to a host."""
    secret = tmp_path / "secret"
    secret.write_text("비밀", encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as host:
        host.setblocking(False)
        for address in (secret.as_uri(), f"http://127.0.0.1:{host.getsockname()[1]}/x"):
            assert ending(made(declared.format(address), "앞 &e; 뒤")) == "corrupt"
        with pytest.raises(BlockingIOError):  # nobody has asked
            host.accept()


CLIMBING = ["../../x", "/etc/x", "..\\..\\x", "C:\\x", "Contents/../../x"]


@pytest.mark.parametrize("name", CLIMBING)
def test_a_part_whose_name_climbs_out_writes_nothing(tmp_path, monkeypatch, name):
    """A package is never unpacked to the disk; one with such a name is no package of Hancom's."""
    monkeypatch.chdir(tmp_path)
    assert ending(package(paragraph("가"), **{name: "밖"})) in {"corrupt", "가\n"}
    assert list(tmp_path.iterdir()) == [] and not Path("/etc/x").exists()


# ------------------------------------------------------------------ what grows


@pytest.mark.parametrize("made", [hwpx, hwpml])
def test_entities_do_not_grow(made):
    assert ending(made(LAUGHS, "&e11;")) == "corrupt"


@pytest.mark.parametrize("part", ["Contents/header.xml", "Contents/content.hpf", "META-INF/manifest.xml"])
def test_entities_do_not_grow_in_any_part(part):
    """What the part would say is left out; the body is read, or the package refused."""
    laughing = f'<?xml version="1.0"?><!DOCTYPE x [{LAUGHS}]><x {SPACES}>&e11;</x>'
    assert ending(package(paragraph("가"), **{part: laughing})) in {"가\n", "corrupt"}


def test_a_package_that_lies_about_its_sizes_is_refused():
    """The sizes in the directory say 10 bytes; what is unpacked is 20 MB."""
    data = package(**{"Contents/section0.xml": " " * (20 << 20)})
    size = struct.pack("<I", 20 << 20)
    assert data.count(size) == 2
    assert ending(data.replace(size, struct.pack("<I", 10))) == "corrupt"


def test_a_package_of_countless_parts_is_refused():
    stream = BytesIO(package(paragraph("가")))
    with zipfile.ZipFile(stream, "a") as archive:
        for number in range(10_001):
            archive.writestr(zipfile.ZipInfo(f"{number}"), "")
    assert ending(stream.getvalue()) == "too_large"


@pytest.mark.parametrize("deep", [30, 20_000])
def test_tables_in_tables_without_end_are_refused(deep):
    """A few dozen are legal, though nobody draws them."""
    opening, closing = table(["\0"]).split("<hp:p paraPrIDRef")[0], "</hp:subList></hp:tc></hp:tr></hp:tbl>"
    nested = f"<hp:p><hp:run>{opening}" * deep + paragraph("가") + f"{closing}</hp:run></hp:p>" * deep
    assert ending(package(nested)) == ("가\n" if deep == 30 else "too_large")


@pytest.mark.parametrize("deep", [30, 20_000])
def test_hwpml_without_end_is_refused(deep):
    nested = "<TABLE><ROW><CELL><PARALIST><P><TEXT>" * deep + "<CHAR>가</CHAR>"
    nested += "</TEXT></P></PARALIST></CELL></ROW></TABLE>" * deep
    data = f'<?xml version="1.0"?><HWPML><BODY><SECTION><P><TEXT>{nested}</TEXT></P></SECTION></BODY></HWPML>'
    assert ending(data.encode()) == ("가\n" if deep == 30 else "too_large")


# ------------------------------------------------------------------ what steers a terminal

STEERING = "".join(map(chr, [*range(1, 9), 11, *range(14, 32), *range(0x7F, 0xA0)]))
"""Control characters but for tabs and the ends of lines, ESC and CSI among them."""
IN_XML = STEERING[STEERING.index("\x7f") :]
"""Those that XML allows."""
LONG = "사업비 420백만원 " * 200
"""So much of it that a few strange letters do not make it rubbish."""


@pytest.mark.parametrize(
    "data",
    [
        f"{LONG}{STEERING}끝".encode(),
        f"{LONG}{STEERING}끝".encode("utf-16"),
        f"{LONG}\x1b[31m\x07끝".encode("cp949"),
        package(paragraph(f"{LONG}{IN_XML}끝")),
        hwpml("", f"{LONG}{IN_XML}끝").replace(b"<!DOCTYPE HWPML []>", b""),
        pdf(Sheet().write(50, 100, "total cost of it " * 4 + "\x1b[31m\x07end")),
    ],
    ids=["UTF-8", "UTF-16", "CP949", "HWPX", "HWPML", "PDF"],
)
def test_no_control_character_reaches_the_text(data):
    text = read_bytes(data).text
    assert {one for one in text if unicodedata.category(one) == "Cc"} <= {"\n", "\t"}
    assert text.rstrip().endswith(("끝", "end"))
