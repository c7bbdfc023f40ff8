"""The files of one check: whose they are, and what a library says of the tests in its folder."""

from __future__ import annotations

from pathlib import Path

from borrowproof.model.compiler import Edition
from borrowproof.model.library import NO_CRATES, NO_PREAMBLE, Crates, Library, Preamble, Workspace
from borrowproof.sources.files import Files

SONGS, OTHERS = Crates("songs"), Crates("others")


def library(folder: Path, name: str, edition: Edition = Edition.E2018, crates: Crates = SONGS) -> Library:
    root = folder / "src" / "lib.rs"
    root.parent.mkdir(parents=True)
    root.write_text("#![doc(test(attr(deny(warnings))))]\n")
    return Library(name, edition, folder, root, frozenset({root}), frozenset(), crates)


def test_files_of_a_library_have_its_edition_its_crates_and_its_preamble(tmp_path: Path) -> None:
    songs = library(tmp_path / "songs", "songs")
    found = Files(tmp_path, workspace=Workspace((songs,), OTHERS)).project(tmp_path / "songs" / "README.md")
    assert (found.library, found.edition, found.crates) == (songs, Edition.E2018, SONGS)
    assert found.preamble == Preamble("songs", ("deny(warnings)",))


def test_files_of_none_of_several_libraries_have_the_crates_of_all(tmp_path: Path) -> None:
    both = (library(tmp_path / "songs", "songs"), library(tmp_path / "albums", "albums"))
    files = Files(tmp_path, workspace=Workspace(both, OTHERS))
    found = files.project(tmp_path / "README.md")
    assert (found.library, found.crates, found.preamble) == (None, OTHERS, NO_PREAMBLE)
    assert files.project(tmp_path / "albums" / "a.md").preamble.crate == "albums"
    assert files.project(tmp_path / "songs" / "a.md").preamble.crate == "songs"


def test_a_file_lies_in_a_package_where_a_folder_around_it_has_a_manifest(tmp_path: Path) -> None:
    (tmp_path / "songs").mkdir()
    (tmp_path / "songs" / "Cargo.toml").write_text("[package]\n")
    (tmp_path / "Cargo.toml").mkdir()  # a folder of that name is none
    files = Files(tmp_path)
    assert files.in_package(tmp_path / "songs" / "src" / "lib.rs")
    assert not files.in_package(tmp_path / "snippets" / "a.rs")


def test_a_file_is_called_by_its_way_from_the_base(tmp_path: Path) -> None:
    files = Files(tmp_path / "songs")
    assert files.name(tmp_path / "songs" / "a" / "b.md") == "a/b.md"
    assert files.name(tmp_path / "songs.md") == str(tmp_path / "songs.md")


def test_without_libraries_a_file_has_the_crates_at_hand(tmp_path: Path) -> None:
    found = Files(tmp_path, workspace=Workspace((), OTHERS)).project(tmp_path / "a.md")
    assert (found.library, found.crates) == (None, OTHERS)
    assert Files(tmp_path).project(tmp_path / "a.md").crates == NO_CRATES
