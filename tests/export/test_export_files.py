"""Files and folders: whole or not at all, never somewhere else."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tnews import export
from tnews.export.files import NAME_LIMIT, file_name
from tnews.model import Article
from tnews.model.errors import ExportError
from tnews.model.settings import ExportSettings

MakeArticle = Callable[..., Article]


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_configuration_knows_every_format() -> None:
    assert get_args(get_type_hints(ExportSettings)["format"]) == tuple(export.FORMATS)


@pytest.mark.parametrize("name", export.FORMATS)
def test_the_suffix_of_a_format_means_the_format(name: str) -> None:
    suffix = import_module(export.FORMATS[name]).SUFFIX
    assert export.suffix_format(Path(f"x{suffix.upper()}")) == name


def test_other_suffixes_mean_nothing() -> None:
    assert export.suffix_format(Path("a.tar")) is None
    assert export.suffix_format(Path("json")) is None


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_counts_and_takes_none_one_or_many(name: str, article: Article) -> None:
    for count in (0, 1, 3):
        assert export.write(name, iter([article] * count), io.StringIO()) == count


@pytest.mark.parametrize("name", export.FORMATS)
def test_articles_are_written_as_they_come(name: str, article: Article) -> None:
    out = io.StringIO()

    def articles() -> Iterator[Article]:
        for number in range(5):
            # Two at most are held back: to know whether there is more than one.
            assert out.getvalue().count("研究所") >= number - 2
            yield article

    export.write(name, articles(), out)


def test_an_unknown_format_is_named(article: Article) -> None:
    with pytest.raises(ExportError, match=r"docx.*markdown"):
        export.write("docx", [article], io.StringIO())


def test_a_file_is_written(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "a.txt"
    assert export.write_file("txt", [article], path) == 1
    assert path.read_text("utf-8").startswith("新的发现\n")
    assert _names(tmp_path) == ["a.txt"]


def test_a_new_file_follows_the_umask_and_an_old_one_keeps_its_mode(
    tmp_path: Path, article: Article
) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    old.touch(0o600)
    export.write_file("txt", [article], new)
    export.write_file("txt", [article], old)
    umask = os.umask(0)
    os.umask(umask)
    assert new.stat().st_mode & 0o777 == 0o666 & ~umask
    assert old.stat().st_mode & 0o777 == 0o600


def test_a_failure_leaves_the_old_file(tmp_path: Path, article: Article) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old")

    def articles() -> Iterator[Article]:
        yield article
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export.write_file("txt", articles(), path)
    assert path.read_text() == "old"
    assert _names(tmp_path) == ["a.txt"]


def test_a_missing_folder_is_named(tmp_path: Path, article: Article) -> None:
    with pytest.raises(ExportError, match="gone: there is no such folder"):
        export.write_file("txt", [article], tmp_path / "gone" / "a.txt")


def test_a_folder_is_no_file(tmp_path: Path, article: Article) -> None:
    with pytest.raises(ExportError, match="is a folder"):
        export.write_file("txt", [article], tmp_path)


@pytest.mark.parametrize("target", ["victim", "not there"])
def test_a_link_is_refused_and_its_target_left_alone(
    tmp_path: Path, article: Article, target: str
) -> None:
    (tmp_path / "victim").write_text("mine")
    link = tmp_path / "a.txt"
    link.symlink_to(tmp_path / target)
    with pytest.raises(ExportError, match="symbolic link"):
        export.write_file("txt", [article], link)
    assert _names(tmp_path) == ["a.txt", "victim"]
    assert (tmp_path / "victim").read_text() == "mine"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_line(article: Article) -> None:
    with pytest.raises(ExportError, match=r"^/dev/full: cannot be written: the disk is full"):
        export.write_file("txt", [article] * 1000, Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


def test_a_pipe_is_written_directly(tmp_path: Path, article: Article) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        export.write_file("txt", [article], pipe)
        assert os.read(reader, 1 << 16).decode().startswith("新的发现")
    finally:
        os.close(reader)


def test_a_folder_gets_a_file_per_article(tmp_path: Path, article_of: MakeArticle) -> None:
    folder = tmp_path / "out"
    articles = [article_of(1, title="一"), article_of(2, title="C/../D: E?")]
    assert export.write_folder("markdown", articles, folder) == 2
    assert _names(folder) == ["1-一.md", "2-C-D-E.md"]


def test_another_export_replaces_the_files(tmp_path: Path, article_of: MakeArticle) -> None:
    for author in ("甲", "乙"):
        export.write_folder("txt", [article_of(1, title="一", author=author)], tmp_path)
    assert _names(tmp_path) == ["1-一.txt"]
    assert "乙" in (tmp_path / "1-一.txt").read_text("utf-8")


@pytest.mark.parametrize("name", ["jsonl", "json", "csv"])
def test_formats_of_one_file_refuse_a_folder(tmp_path: Path, article: Article, name: str) -> None:
    with pytest.raises(ExportError, match="name a file, or choose one of markdown html txt"):
        export.write_folder(name, [article], tmp_path / "out")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path, article: Article) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (file, tmp_path / "gone" / "out"):
        with pytest.raises(ExportError, match="cannot be made"):
            export.write_folder("txt", [article], folder)


@given(
    title=st.text(max_size=120)
    | st.sampled_from(["../../etc/passwd", "CON", ".", "-rf", "新" * 99]),
    id=st.integers(1, 2**63 - 1),
)
def test_a_file_name_is_always_safe(article_of: MakeArticle, title: str, id: int) -> None:
    name = file_name(article_of(id, title=title), ".md")
    assert len(name.encode()) <= NAME_LIMIT
    assert name.startswith(str(id))
    assert name.endswith(".md")
    stem = name.removesuffix(".md")
    assert all(
        char == "-" or char.isalnum() or "\U00020000" <= char < "\U00040000" for char in stem
    )
    assert not stem.endswith("-")
    assert "--" not in stem
