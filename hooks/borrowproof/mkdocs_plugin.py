"""Joins MkDocs to the engine. `mkdocs build` refuses what is not verified; `mkdocs serve` shows it.

Glue only: what a page looks like, and what may be published, is decided in borrowproof.site.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
from collections import Counter
from collections.abc import Iterable
from html import unescape
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urljoin

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from borrowproof import assets, pipeline, project, report
from borrowproof.judging import backend_selection
from borrowproof.judging.explanations import explanations
from borrowproof.model.origin import Origin
from borrowproof.process.sandbox import CannotRun, remove_at_end
from borrowproof.report.control_characters import in_log
from borrowproof.site import foreign_html, publication_gate, reading_time, rendered_blocks, service_worker, social_cards
from borrowproof.site.errors import handbook, pages
from borrowproof.site.errors.catalogue import Catalogue, build_catalogue, page_title
from borrowproof.site.escaping import escape
from borrowproof.site.evidence_index import EvidenceIndex, ShownBlock
from borrowproof.site.evidence_page import Links

STYLESHEET = "assets/stylesheets/borrowproof.css"
SCRIPTS = {name: f"assets/javascripts/{name}" for name in assets.SCRIPTS}
EVIDENCE = "evidence.json"
STATIC_PAGES = (".html", ".htm", ".xhtml", ".xht", ".xml", ".xsl", ".svg")
ERRORS = "errors/errors.toml"  # in the docs folder; where it exists, each error has a page beside it
CARDS = "assets/cards"
log = logging.getLogger("mkdocs.hooks.borrowproof")


class _Build:
    """What one build knows. MkDocs calls the functions of this module and offers no place to keep it."""

    serving = False
    pages: ClassVar[list[Page]] = []
    index: EvidenceIndex
    project: project.Project
    playground: str
    catalogue: Catalogue | None


def on_startup(*, command: str, **_: Any) -> None:
    """Note whether this is `serve`, which never ends on account of a snippet."""
    _Build.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Our stylesheet comes first, so that the site's own can adapt it."""
    config.extra_css.insert(0, STYLESHEET)
    script = ExtraScriptValue(SCRIPTS["borrowproof.js"])
    script.defer = True
    config.extra_javascript.append(script)
    if not config.repo_url:
        config.edit_uri = None  # a path within no repository
    if _Build.serving:
        _leave_nothing_behind(Path(config.site_dir))
        # A missing include would end `serve`; the engine reports it as well.
        config.mdx_configs.get("pymdownx.snippets", {})["check_paths"] = False
    return config


def _leave_nothing_behind(site: Path) -> None:
    """`serve` builds into a folder of its own, which MkDocs removes only where it ends by Ctrl-C."""
    if site.parent == Path(tempfile.gettempdir()) and site.name.startswith("mkdocs_"):
        with contextlib.suppress(CannotRun):
            remove_at_end(site)


def on_pre_build(*, config: MkDocsConfig) -> None:
    """Verify everything. Raises PluginError on `build` unless all of it may be published."""
    try:
        _Build.project = project.find(Path(config.config_file_path))
        root = _Build.project.root
        judges = backend_selection.options_from_mkdocs(config.extra.get("borrowproof"), "mkdocs.yml: extra.borrowproof")
        _Build.playground = judges.url
        options = pipeline.Options(backend=judges.backend, playground_url=judges.url, sandbox=judges.sandbox)
        run = pipeline.verify(pipeline.default_paths(root), root, options)
    except project.ConfigurationError as error:
        raise PluginError(in_log(str(error))) from error
    _Build.index = EvidenceIndex(run)
    _Build.pages.clear()
    refusal = publication_gate.refusal(run, allow_unchecked=os.environ.get(publication_gate.ALLOW_UNCHECKED) == "1")
    if refusal is not None:
        _refuse(refusal)
    log.info(report.summary(run))
    _Build.catalogue = _catalogue(Path(config.docs_dir), options)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add what the engine makes: styles, scripts, the evidence, and a page for each error."""
    forgeries = [found for file in files if (found := _forgery(file)) is not None]
    if forgeries:
        _refuse("\n".join(forgeries))
    evidence = report.text_of(report.dump(_Build.index.run))
    files.append(File.generated(config, STYLESHEET, content=assets.stylesheet()))
    for name, path in SCRIPTS.items():
        files.append(File.generated(config, path, content=assets.script(name)))
    files.append(File.generated(config, EVIDENCE, content=evidence))
    for name, text in pages.error_pages(_Build.catalogue).items() if _Build.catalogue else ():
        page = File.generated(config, name.removeprefix(f"{_docs(config)}/"), content=text)
        page.edit_uri = ERRORS
        files.append(page)
    return files


def _forgery(file: File) -> str | None:
    """Why a finished page in the docs folder, which is copied as it is, is refused: it has names of ours."""
    if file.abs_src_path is None or not file.src_uri.casefold().endswith(STATIC_PAGES):
        return None
    path = Path(file.abs_src_path)
    found = foreign_html.ours(path.read_text(encoding="utf-8", errors="replace"))
    return None if found is None else foreign_html.refusal(found, _Build.project.name(path))


def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Tell the extension, which MkDocs creates anew for each page, what it renders from.

    Titles and descriptions are text; the templates of themes put them into pages as if they were HTML.
    """
    page.meta.update({name: escape(str(page.meta[name])) for name in ("title", "description") if page.meta.get(name)})
    config.mdx_configs["borrowproof"] = {
        "index": _Build.index,
        "page": _name(page),
        "links": _links(page, config, files),
        "playground": _Build.playground,
        "catalogue": _Build.catalogue,
        "first_line": _first_line(page, markdown),
        "lenient": True,  # the page is judged in on_page_content, where the build can end with one sentence
    }
    return markdown


def on_page_content(html: str, *, page: Page, **_: Any) -> str:
    """The page must show exactly the blocks that were verified. Raises PluginError on `build`."""
    found = rendered_blocks.differences(_Build.index, _name(page), html)
    if found:
        _refuse("\n".join(found))
    anchors = {shown_block.anchor for shown_block in _Build.index.on_page(_name(page))}
    page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
    page.meta["minutes"], page.meta["questions"] = reading_time.minutes(html), reading_time.question_ids(html)
    ours = page.file.abs_src_path is None  # a generated page shares the picture of the errors' index
    drawn = Path(ERRORS).with_name("index") if ours else Path(page.file.src_uri)
    page.meta["card"] = f"{CARDS}/{drawn.with_suffix('.png').as_posix()}"
    if not ours:
        _Build.pages.append(page)
    return html


def on_post_build(*, config: MkDocsConfig) -> None:
    """The HTML that was written must hold each verified block once. Raises PluginError on `build`.

    What is made of the finished site follows: the pictures for sharing, and the worker that keeps the site.
    """
    rendered: Counter[str] = Counter()
    for path in Path(config.site_dir).rglob("*.html"):
        rendered += rendered_blocks.rendered_locations(path.read_text(encoding="utf-8"))
    found = rendered_blocks.compare(_Build.index.locations(), rendered)
    if found:
        _refuse("\n".join(found))
    site = Path(config.site_dir)
    if config.site_url and not _Build.serving:
        _draw_cards(site, config.site_name)
    (site / service_worker.WORKER).write_text(_worker(site), encoding="utf-8")


def _draw_cards(site: Path, name: str) -> None:
    run = _Build.index.run
    judge = run.toolchain.name if run.toolchain else "no compiler"
    witness = f"{len(run.evidence)} programs, judged by {judge}"
    for page in _Build.pages:
        path = site / page.meta["card"]
        path.parent.mkdir(parents=True, exist_ok=True)
        title, description = page.meta.get("title") or page.title or name, page.meta.get("description", "")
        path.write_bytes(
            social_cards.png(social_cards.Card(name, unescape(str(title)), unescape(description), witness))
        )


def _worker(site: Path) -> str:
    if _Build.serving:
        return service_worker.RETIRED
    files = (path for path in site.rglob("*") if path.is_file())
    return service_worker.service_worker({path.relative_to(site).as_posix(): path.read_bytes() for path in files})


def _first_line(page: Page, markdown: str) -> int:
    """The line of the page's file with which its Markdown begins: MkDocs takes the metadata away."""
    path = page.file.abs_src_path
    written = Path(path).read_text(encoding="utf-8-sig") if path else markdown
    return 1 + max(0, written.rstrip("\n").count("\n") - markdown.rstrip("\n").count("\n"))


def _refuse(message: str) -> None:
    shown = in_log(message)
    if not _Build.serving:
        raise PluginError(f"borrowproof: {shown}")
    log.warning(shown)


def _catalogue(docs: Path, options: pipeline.Options) -> Catalogue | None:
    """The error pages of the run, if the site has a handbook of errors. Raises PluginError for one with a mistake."""
    source = docs / ERRORS
    if not source.is_file():
        return None
    where = _Build.project.name(source)
    names = {_Build.project.name(path): page_title(path.read_text(encoding="utf-8")) for path in docs.rglob("*.md")}
    titles = {name: title for name, title in names.items() if title}
    root, judge, folder = _Build.project.root, _Build.index.run.toolchain, where.rpartition("/")[0]
    store = pipeline.open_store(root, options)

    def explain(codes: Iterable[str]) -> dict[str, str]:
        return explanations(codes, options.backend_options, judge, root, store, options.jobs)

    try:
        known = handbook.read(source.read_text(encoding="utf-8"), where)
        return build_catalogue(_Build.index, known, folder, titles, explain)
    except handbook.HandbookError as error:
        _refuse(str(error))
        return None


def _docs(config: MkDocsConfig) -> str:
    return _Build.project.name(Path(config.docs_dir))


def _name(page: Page) -> str:
    """The page's name in the evidence; pages that we generate have none there, and no file."""
    path = page.file.abs_src_path
    return _Build.project.name(Path(path) if path else _Build.project.docs / page.file.src_uri)


def _links(page: Page, config: MkDocsConfig, files: Files) -> Links:
    docs = _docs(config)

    def other(name: str) -> str:
        file = files.get_file_from_path(name.removeprefix(f"{docs}/"))
        if file is None:
            raise PluginError(f"borrowproof: {name} is referred to, but no page of this site")
        return file.url_relative_to(page.file)

    def lesson(shown_block: ShownBlock) -> str:
        return f"{other(shown_block.block.page)}#{shown_block.anchor}"

    def source(origin: Origin) -> str | None:
        if not config.repo_url or not config.edit_uri:
            return None
        root = urljoin(config.repo_url.rstrip("/") + "/", config.edit_uri).removesuffix(f"{docs}/")
        return f"{root.replace('/edit/', '/blob/')}{origin.file}#L{origin.line}"

    return Links(lesson, source, other)
