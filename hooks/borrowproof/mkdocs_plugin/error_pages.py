"""The pages of errors in a site: the catalogue of a run, the pages that nobody wrote, and what completes each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from borrowproof import pipeline
from borrowproof.judging.explanations import explanations
from borrowproof.mkdocs_plugin.page_links import docs_name, links
from borrowproof.mkdocs_plugin.verified_site import VerifiedSite
from borrowproof.site.errors import handbook, pages, panels
from borrowproof.site.errors.catalogue import Catalogue, build_catalogue, page_title
from borrowproof.site.errors.gaps import gaps
from borrowproof.site.errors.lookup import data_script
from borrowproof.site.errors.paste_box import DATA

HANDBOOK = "errors/errors.toml"  # in the docs folder; each error of it has a page beside it


def catalogue(site: VerifiedSite, docs: Path) -> Catalogue | None:
    """What is known of errors, if the site has a handbook of them. Raises PluginError for one with a mistake, and where
    a page of an error lacks a program."""
    source = docs / HANDBOOK
    if not source.is_file():
        return None
    written = (path for path in docs.rglob("*.md") if path.is_file() and not path.name.startswith("."))
    names = {site.project.name(path): path.read_text(encoding="utf-8", errors="replace") for path in written}
    titles = {name: title for name, text in names.items() if (title := page_title(text))}
    where = site.project.name(source)
    try:
        text = source.read_text(encoding="utf-8")
        known = site.results.result("handbook", (text, where), lambda: handbook.read(text, where))
        found = build_catalogue(
            site.shown_index, known, where.rpartition("/")[0], titles, lambda c: _explained(c, site)
        )
    except handbook.HandbookError as error:
        site.refuse(str(error))
        return None
    missing = gaps(found, site.index, set(names))
    if missing:
        site.refuse("\n".join(missing))
    return found


def _explained(codes: Iterable[str], site: VerifiedSite) -> dict[str, str]:
    root, options = site.project.root, site.options
    store = pipeline.open_store(root, options)
    return explanations(codes, options.backend_options, site.index.run.toolchain, root, store, options.jobs)


def add(files: Files, site: VerifiedSite, known: Catalogue, config: MkDocsConfig) -> None:
    """Add the pages that nobody wrote."""
    docs = docs_name(site, config)
    written = {f"{docs}/{file.src_uri}" for file in files}
    for name in pages.generated_pages(known, written):
        page = File.generated(config, name.removeprefix(f"{docs}/"), content="")
        page.edit_uri = HANDBOOK
        files.append(page)


def add_data(files: Files, site: VerifiedSite, config: MkDocsConfig) -> None:
    """Add what the paste box searches, beside the pages of errors."""
    index = files.get_file_from_path(f"{HANDBOOK.rpartition('/')[0]}/index.md")
    if site.catalogue is None or index is None or index.page is None:
        return
    content = data_script(site.catalogue, links(site, index.page, config, files))
    files.append(File.generated(config, f"{HANDBOOK.rpartition('/')[0]}/{DATA}", content=content))


def metadata(site: VerifiedSite, page: Page) -> dict[str, object]:
    """What the page of an error says of itself; nothing for any other page."""
    known = site.catalogue
    return (known and pages.page_metadata(known.on_page(site.name(page)), known)) or {}


def complete(html: str, site: VerifiedSite, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The HTML of a page; around what somebody wrote about an error stands what is known of it."""
    if site.catalogue is None or not metadata(site, page):
        return html
    known, error = site.catalogue.of_page(site.name(page)), site.catalogue.on_page(site.name(page))

    def completed() -> str:
        return panels.around_page(error, html, known, links(site, page, config, files))

    return (
        completed() if site.kept_pages is None else site.kept_pages.result("completed", page, (html, known), completed)
    )
