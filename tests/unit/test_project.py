"""Which project a path belongs to."""

from __future__ import annotations

from pathlib import Path

import pytest

from borrowproof import project
from borrowproof.model.compiler import Edition
from borrowproof.project import ConfigurationError, Dialect


@pytest.mark.parametrize(("line", "strict"), [("", False), ("strict = true\n", True), ("strict = false\n", False)])
def test_a_configured_project_is_strict_where_it_says_so(tmp_path: Path, line: str, strict: bool) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[tool.borrowproof]\n{line}edition = "2021"\nsnippets = "rust"\n')
    (tmp_path / "docs" / "part").mkdir(parents=True)
    found = project.find(tmp_path / "docs" / "part")
    assert (found.root, found.configured, found.strict, found.edition) == (tmp_path, True, strict, Edition.E2021)
    assert (found.dialect, found.snippets) == (Dialect.MKDOCS, tmp_path / "rust")


def test_an_mkdocs_site_is_read_as_mkdocs_renders_it(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: A\n")
    found = project.find(tmp_path)
    assert (found.dialect, found.strict, found.edition) == (Dialect.MKDOCS, False, None)


@pytest.mark.parametrize(("text", "edition"), [('[rust]\nedition = "2018"\n', Edition.E2018), ("[book]\n", None)])
def test_an_mdbook_names_its_edition(tmp_path: Path, text: str, edition: Edition | None) -> None:
    (tmp_path / "book.toml").write_text(text)
    (tmp_path / "src").mkdir()
    found = project.find(tmp_path / "src")
    assert (found.dialect, found.edition) == (Dialect.COMMONMARK, edition)


def test_nobodys_folder_has_no_edition_and_no_rules(tmp_path: Path) -> None:
    found = project.find(tmp_path)
    assert (found.dialect, found.configured, found.edition) == (Dialect.COMMONMARK, False, None)


def test_a_pyproject_that_does_not_know_us_is_passed_by(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.other]\n")
    assert not project.find(tmp_path).configured


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            '[tool.borrowproof]\neditoin = "2021"\n',
            "did you mean `edition`? valid keys: cargo, docs, edition, longer, minutes, snippets",
        ),
        ('[tool.borrowproof]\nedition = "2020"\n', "valid: 2015, 2018, 2021, 2024"),
        ("[tool.borrowproof]\nedition = 2021\n", "`edition` must be a string, found 2021"),
        ("[tool.borrowproof]\nstrict = 'yes'\n", "`strict` must be true or false, found 'yes'"),
        ("[tool.borrowproof]\nstrict = 1\n", "`strict` must be true or false, found 1"),
        ("[tool.borrowproof\n", "is not valid TOML"),
    ],
)
def test_a_mistake_is_told(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "pyproject.toml").write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        project.find(tmp_path)
    assert words in str(caught.value)
    assert "pyproject.toml" in str(caught.value)


def test_a_site_says_where_its_pages_and_includes_are(tmp_path: Path) -> None:
    snippets = "markdown_extensions:\n  - pymdownx.snippets: {base_path: [code, examples]}\n"
    (tmp_path / "mkdocs.yml").write_text(f"docs_dir: pages\n{snippets}plugins:\n  - borrowproof: {{edition: '2018'}}\n")
    found = project.find(tmp_path)
    assert (found.docs, found.edition, found.strict) == (tmp_path / "pages", Edition.E2018, False)
    assert found.includes == (tmp_path / "code", tmp_path / "examples")


def test_a_configured_project_takes_the_rest_from_its_site(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\n")
    (tmp_path / "mkdocs.yml").write_text("docs_dir: pages\n")
    assert (project.find(tmp_path).docs, project.find(tmp_path).snippets) == (tmp_path / "pages", tmp_path / "snippets")
    (tmp_path / "pyproject.toml").write_text('[tool.borrowproof]\ndocs = "lessons"\n')
    assert project.find(tmp_path).docs == tmp_path / "lessons"


def test_an_edition_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.borrowproof]\nedition = "2021"\n')
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - borrowproof: {edition: '2018'}\n")
    with pytest.raises(ConfigurationError, match=r"both name an edition; keep one"):
        project.find(tmp_path)


def test_an_edition_of_a_site_is_one_of_rusts(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("plugins:\n  - borrowproof: {edition: 2019}\n")
    with pytest.raises(ConfigurationError, match=r"mkdocs.yml: plugins: borrowproof: edition '2019' is unknown"):
        project.find(tmp_path)


def test_a_broken_site_configuration_is_told(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("a: [\n")
    with pytest.raises(ConfigurationError, match=r"mkdocs.yml is not valid YAML"):
        project.find(tmp_path)


def test_what_lies_outside_of_a_sites_folders_is_no_page_of_it(tmp_path: Path) -> None:
    """GitHub shows a README."""
    (tmp_path / "mkdocs.yml").write_text("markdown_extensions:\n  - pymdownx.snippets: {base_path: [., code]}\n")
    site = project.find(tmp_path)
    for folder, dialect in {
        "docs": Dialect.MKDOCS,
        "docs/part": Dialect.MKDOCS,
        "code": Dialect.MKDOCS,
        "docsy": Dialect.COMMONMARK,
        ".": Dialect.COMMONMARK,
    }.items():
        assert site.seen_from(tmp_path / folder).dialect is dialect


def test_a_site_whose_pages_are_everywhere_has_no_outside(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("docs_dir: .\n")
    assert project.find(tmp_path).seen_from(tmp_path).dialect is Dialect.MKDOCS


PACKAGE = '[package]\nname = "a"\nedition = "{}"\n'
TABLE = '[tool.borrowproof]\nedition = "{}"\n'
SITE = "site_name: A\nplugins: [search, {{borrowproof: {{edition: {}}}}}]\n"
BOOK = '[rust]\nedition = "{}"\n'


@pytest.mark.parametrize(
    ("files", "edition"),
    [
        ({"Cargo.toml": PACKAGE.format(2021)}, Edition.E2021),
        ({"Cargo.toml": PACKAGE.format(2018), "book.toml": "[book]\n"}, Edition.E2018),
        ({"Cargo.toml": PACKAGE.format(2018), "book.toml": BOOK.format(2021)}, Edition.E2021),
        ({"Cargo.toml": PACKAGE.format(2018), "mkdocs.yml": "site_name: A\n"}, Edition.E2018),
        ({"Cargo.toml": PACKAGE.format(2018), "mkdocs.yml": SITE.format(2021)}, Edition.E2021),
        ({"mkdocs.yml": SITE.format(2021), "pyproject.toml": "[tool.borrowproof]\n"}, Edition.E2021),
        ({"zensical.toml": "[project]\n"}, None),
        ({"Cargo.toml": PACKAGE.format(2018), "pyproject.toml": "[tool.borrowproof]\n"}, Edition.E2018),
        ({"pyproject.toml": "[tool.borrowproof]\n"}, Edition.E2024),
        ({"guide/book.toml": "[book]\n", "Cargo.toml": PACKAGE.format(2021)}, Edition.E2021),
        ({"guide/Cargo.toml": PACKAGE.format(2018), "pyproject.toml": TABLE.format(2021)}, Edition.E2018),
        ({"guide/Cargo.toml": PACKAGE.format(2018), "Cargo.toml": PACKAGE.format(2021)}, Edition.E2018),
        ({"guide/Cargo.toml": '[package]\nname = "a"\n', "Cargo.toml": PACKAGE.format(2021)}, Edition.E2015),
        ({"guide/Cargo.toml": PACKAGE.format("2099"), "Cargo.toml": PACKAGE.format(2021)}, Edition.E2021),
    ],
)
def test_the_nearest_file_that_names_an_edition_counts(
    tmp_path: Path, files: dict[str, str], edition: Edition | None
) -> None:
    (tmp_path / "guide" / "src").mkdir(parents=True)
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert project.find(tmp_path / "guide" / "src").edition is edition


def test_a_manifest_that_cannot_be_understood_names_no_edition_and_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "Cargo.toml").write_text("[package\n")
    manifests = project.Manifests()
    assert project.find(tmp_path, None, manifests).edition is None
    [complaint] = manifests.complaints
    assert "Cargo.toml is not valid TOML" in complaint


def test_a_configured_book_is_read_as_a_book(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.borrowproof]\n")
    (tmp_path / "book.toml").write_text("[book]\n")
    assert project.find(tmp_path).dialect is Dialect.COMMONMARK
