"""What may not lead a run astray: links, names, depths, and what lies at addresses."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import pytest

from extract.inputs import InputError, digest, gather
from extract.store import open_output

ROOT = Path(__file__).parent.parent


def names(*given: str | Path) -> list[str]:
    """Return the names of the files that the inputs hold."""
    return [source.name for source in gather(given).sources]


def write(folder: Path, *files: str) -> Path:
    """Write files, each holding its own name, below a folder and return it."""
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"good {name}", encoding="utf-8")
    return folder


# ------------------------------------------------------------------ names


def test_names_that_become_one_are_told_apart(tmp_path: Path) -> None:
    """A name composed and decomposed, two that differ in what cannot be seen: all are read."""
    both = [unicodedata.normalize(form, "계획.txt") for form in ("NFC", "NFD")]
    write(tmp_path, *both, "a\x01.txt", "a\x02.txt", "a\u200b.txt")
    assert names(tmp_path) == ["a�.txt", "a�.txt (2)", "a�.txt (3)", "계획.txt", "계획.txt (2)"]


def test_no_name_steers_the_terminal(tmp_path: Path) -> None:
    """Neither in the tables nor in an error."""
    write(tmp_path, "in/\x1b[31m\u202e.txt", "one/\x1b[2J.txt", "two/\x1b[2J.txt")
    assert all(name.isprintable() for name in names(tmp_path / "in"))
    for wrong in ((tmp_path / "one", tmp_path / "two"), (tmp_path / "\x1b[2J",), ("memory://\x1b[2J",)):
        with pytest.raises(InputError) as told:
            gather(wrong)
        assert str(told.value).isprintable()


def test_a_name_as_long_as_the_system_allows_is_read(tmp_path: Path) -> None:
    """With all its letters."""
    longest = "가" * 83 + ".txt"
    write(tmp_path, longest)
    assert names(tmp_path) == [longest]


def test_what_is_no_regular_file_is_passed_over(tmp_path: Path) -> None:
    """A pipe by the name of a document would hang whoever opens it; a link to itself leads nowhere."""
    write(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert names(tmp_path) == ["a.txt"]


# ------------------------------------------------------------------ depths


@contextmanager
def nested(folder: Path, name: str, levels: int) -> Iterator[None]:
    """Have folders in folders, deeper than a path can say, with a document in each."""
    here = os.open(folder, os.O_RDONLY)
    for _ in range(levels):
        os.mkdir(name, dir_fd=here)
        deeper = os.open(name, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = deeper
        os.close(os.open("a.txt", os.O_CREAT, dir_fd=here))
    os.close(here)
    yield
    subprocess.run(["rm", "-r", str(folder / name)], check=True)  # Python's own does not reach so deep


@pytest.mark.parametrize(("name", "levels"), [("d", 1100), ("d" * 200, 30)])
def test_folders_without_end_cost_only_themselves(tmp_path: Path, name: str, levels: int) -> None:
    """More levels than Python has frames, and paths longer than the system's: the rest is read."""
    write(tmp_path, "in/0.txt")
    with nested(tmp_path / "in", name, levels):
        gathered = gather([tmp_path / "in"])
        assert gathered.sources[0].name == "0.txt"
        assert len(gathered.sources) > min(levels, 3500 // (len(name) + 1))
        assert all(digest(source.path)[1] < 100 for source in gathered.sources)


# ------------------------------------------------------------------ addresses


@pytest.fixture
def memory() -> Iterator[None]:
    """Have files at memory://plans."""
    fsspec = pytest.importorskip("fsspec", reason="plan-extract[cluster] is not installed")
    files = fsspec.filesystem("memory")
    for path in ("a.txt", "나/b.PDF", "나/c.docx", ".git/d.txt", "e/.f.txt", "x::http://127.0.0.1:1/y.txt"):
        files.pipe(f"/plans/{path}", path.encode())
    yield
    files.rm("/plans", recursive=True)


@pytest.mark.usefixtures("memory")
def test_an_address_is_walked_like_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same endings, the same names; a file's own address is always read; no name there is an address itself."""
    monkeypatch.setattr(socket.socket, "connect", None)
    assert names("memory://plans") == ["a.txt", "x::http://127.0.0.1:1/y.txt", "나/b.PDF"]
    assert names("memory://plans/") == names("memory://plans") and gather(["memory://plans"]).skipped == 3
    assert names("memory://plans/나/c.docx") == ["c.docx"]
    for source in gather(["memory://plans"]).sources:
        content = source.name.encode()
        assert digest(source.path) == (sha256(content).hexdigest(), len(content))
        assert source.path.read_bytes() == content


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("memory://nothing", "FileNotFoundError"),
        ("memory://", "no file or folder"),
        ("nowhere://plans", "Protocol not known: nowhere"),
        ("simplecache::memory://plans", "no file or folder"),
    ],
)
def test_an_address_without_documents_is_told(address: str, said: str) -> None:
    """In one sentence that names it."""
    with pytest.raises(InputError, match=said):
        gather([address])


def test_an_address_of_this_machine_is_a_path(tmp_path: Path) -> None:
    """With all that holds for paths: links out of the folder are not followed."""
    write(tmp_path, "in/a.txt", "out/b.txt")
    (tmp_path / "in/c.txt").symlink_to(tmp_path / "out/b.txt")
    assert names(f"file://{tmp_path}/in") == ["a.txt"]


def test_the_library_of_addresses_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the command that installs it."""
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(InputError, match=r"cannot list s3://plans: .*pip install 'plan-extract\[cluster\]'"):
        gather(["s3://plans"])


# ------------------------------------------------------------------ S3


SERVER = """
import sys
from pathlib import Path
import boto3
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
server.start()
address = "http://{}:{}".format(*server.get_host_and_port())
s3 = boto3.client("s3", endpoint_url=address)
s3.create_bucket(Bucket="plans")
for path in Path(sys.argv[1]).iterdir():
    s3.put_object(Bucket="plans", Key=f"2026/{path.name}", Body=path.read_bytes())
print(address, flush=True)
sys.stdin.read()
"""
SOMEBODY = {"AWS_ACCESS_KEY_ID": "somebody", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}
NOBODY = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")} | {
    "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    "AWS_EC2_METADATA_DISABLED": "true",
}


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of three documents of the corpus."""
    folder = tmp_path_factory.mktemp("documents")
    for path in sorted((ROOT / "corpus").glob("*.txt"))[:3]:
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture(scope="module")
def s3(documents: Path) -> Iterator[str]:
    """Give the address of a server that speaks S3 and holds the documents at s3://plans/2026."""
    pytest.importorskip("s3fs", reason="plan-extract[cluster] is not installed")
    pytest.importorskip("moto", reason="plan-extract[test] is not installed")
    with subprocess.Popen(
        [sys.executable, "-c", SERVER, str(documents)],
        env=NOBODY | SOMEBODY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        assert server.stdin and server.stdout
        yield server.stdout.readline().strip()
        server.kill()


def run(given: str, output: Path, **environment: str) -> tuple[int, str]:
    """Run over an input and return the exit code and the errors."""
    command = [sys.executable, "-m", "extract", "run", given, "-o", str(output), "--jobs", "2"]
    done = subprocess.run(command, env=NOBODY | environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr


@pytest.mark.slow
def test_a_bucket_gives_what_a_folder_gives(documents: Path, s3: str, tmp_path: Path) -> None:
    """The workers read from it by themselves."""
    assert run(str(documents), tmp_path / "folder") == (0, "")
    assert run("s3://plans/2026", tmp_path / "bucket", AWS_ENDPOINT_URL=s3, **SOMEBODY) == (0, "")
    folder, bucket = open_output(tmp_path / "folder"), open_output(tmp_path / "bucket")
    assert folder["documents"].num_rows == 3
    assert all(bucket[table].equals(folder[table]) for table in folder if table != "runs")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "environment", "said"),
    [
        ("s3://absent", SOMEBODY, "cannot list s3://absent: FileNotFoundError"),
        ("s3://plans/2026", {}, "cannot list s3://plans/2026: NoCredentialsError: Unable to locate credentials"),
    ],
)
def test_what_s3_refuses_is_told(s3: str, tmp_path: Path, address: str, environment: dict[str, str], said: str) -> None:
    """In one sentence, with the exit code of what cannot be done."""
    code, errors = run(address, tmp_path / "out", AWS_ENDPOINT_URL=s3, HOME=str(tmp_path), **environment)
    assert code == 2 and errors.startswith(f"plan-extract: {said}") and errors.count("\n") == 1
