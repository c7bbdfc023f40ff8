"""Which project a path belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import project
from borrowproof.model.compiler import Edition
from borrowproof.project import ConfigurationError, Dialect


def test_a_configured_project_is_strict(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.borrowproof]\nedition = "2021"\nsnippets = "rust"\n')
    (tmp_path / "docs" / "part").mkdir(parents=True)
    found = project.find(tmp_path / "docs" / "part")
    assert (found.root, found.strict, found.edition) == (tmp_path, True, Edition.E2021)
    assert (found.dialect, found.snippets) == (Dialect.MKDOCS, tmp_path / "rust")


def test_an_mkdocs_site_is_read_as_mkdocs_renders_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    found = project.find(tmp_path)
    assert (found.dialect, found.strict, found.edition) == (Dialect.MKDOCS, False, Edition.E2024)


@pytest.mark.parametrize(("text", "edition"), [('[rust]\nedition = "2018"\n', Edition.E2018), ("[book]\n", None)])
def test_an_mdbook_names_its_edition(tmp_path: Path, text: str, edition: Edition | None) -> None:
    (tmp_path / "book.toml").write_text(text)
    (tmp_path / "src").mkdir()
    found = project.find(tmp_path / "src")
    assert (found.dialect, found.edition) == (Dialect.COMMONMARK, edition)


def test_nobodys_folder_has_no_edition_and_no_rules(tmp_path: Path) -> None:
    found = project.find(tmp_path)
    assert (found.dialect, found.strict, found.edition) == (Dialect.COMMONMARK, False, None)


def test_a_pyproject_that_does_not_know_us_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    assert not project.find(tmp_path).strict


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[tool.borrowproof]\neditoin = "2021"\n', "did you mean `edition`? valid keys: docs, edition, snippets"),
        ('[tool.borrowproof]\nedition = "2020"\n', "valid: 2015, 2018, 2021, 2024"),
        ("[tool.borrowproof]\nedition = 2021\n", "must be a string"),
        ("[tool.borrowproof\n", "is not valid TOML"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        project.find(tmp_path)
    assert words in str(caught.value)
    assert "pyproject.toml" in str(caught.value)
