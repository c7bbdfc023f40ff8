"""What `serve` need not do again: the pages of our own site whose inputs are as they were at the latest build.

Why a kept page cannot differ from one that is rendered now. A result is given again only where all that it is made
from is equal to what it was made from before, and these are all the inputs:

- Markdown to HTML: the text of the page after its includes (the real extension expands them here), its metadata, its
  part of the evidence and of the errors, which are all that the renderer is handed (`of_page`; a page with a panel is
  handed everything, and compared with everything), and the surroundings: the configuration, and which files have which
  addresses. What logged a warning is not kept, so that it warns again.
- HTML to a finished page: that HTML, and besides the surroundings the templates, and what every page says of itself.
- Entries of the search index: the HTML of the page, its address and its metadata.

This holds for the extensions and plugins named here, which were read for it. With any other, nothing is kept.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from jinja2 import Environment, Template
from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler

from borrowproof.kept_results import KeptResults
from borrowproof.mkdocs_plugin.preparation import SNIPPETS
from borrowproof.site.evidence_index import EvidenceIndex

Result = TypeVar("Result")
SEARCH = "material/search"
PLUGINS = frozenset({SEARCH, "material/offline", "borrowproof"})
_PANEL = re.compile(r"(?:`{3}|~{3}).*borrowproof")  # a fence that shows more than what is on its page, or looks so
EXTENSIONS = frozenset(
    {
        *("admonition", "attr_list", "borrowproof", "def_list", "fenced_code", "md_in_html", "tables", "toc"),
        *("pymdownx.details", "pymdownx.highlight", "pymdownx.superfences", "pymdownx.tabbed", SNIPPETS),
    }
)


@dataclass(frozen=True, slots=True)
class _Rendered:
    """What Page.render leaves on a page; `anchors` are `links_to_anchors` with the names of the files."""

    content: str | None
    toc: Any
    title: str | None
    ids: frozenset[str]
    anchors: Mapping[str, dict[str, str]]
    warned: bool


class KeptPages:
    """The pages of one site, from one build of a `serve` to the next."""

    def __init__(self, config: MkDocsConfig, files: Files, index: EvidenceIndex, results: KeptResults) -> None:
        """A build begins. `files` are all that pages can link to, `index` is what pages show."""
        self._index = index
        self.config, self.files, self.results = config, files, results
        around = (_own_configuration(config), [(file.src_uri, file.url, file.inclusion) for file in files])
        self.surroundings = results.result("surroundings", around, lambda: around)  # equal ones are one object
        includes = [name for name in config.markdown_extensions if name == SNIPPETS]
        settings = {name: config.mdx_configs.get(name, {}) for name in includes}
        self._includes = Markdown(extensions=includes, extension_configs=settings).preprocessors

    def result(self, kind: str, page: Page, inputs: object, compute: Callable[[], Result]) -> Result:
        """What is made of `page` from `inputs` and the surroundings."""
        return self.results.result((kind, page.file.src_uri), (inputs, self.surroundings), compute)

    def keep_rendering(self, page: Page, markdown: str, told: Mapping[str, Any]) -> dict[str, Any]:
        """Have `page`, when it is rendered, take over what was made of the same.

        `told` is what our extension is told of the whole site; what it may know of it for this page is returned.
        """
        lines = markdown.split("\n")
        text = self._includes["snippet"].run(lines) if "snippet" in self._includes else lines
        told = {**told, "index": self._index}
        told = told if any(map(_PANEL.search, text)) else _about_page(told)
        rest = {name: value for name, value in told.items() if name not in ("index", "links")}
        inputs = (text, dict(page.meta), page.url, rest, told["index"].content)
        render = page.render

        def render_or_keep(config: MkDocsConfig, files: Files) -> None:
            found = self.result("rendered", page, inputs, lambda: _rendered(page, lambda: render(config, files)))
            if found.warned:
                self.results.forget(("rendered", page.file.src_uri))
            page.content, page.toc, page._title_from_render = found.content, found.toc, found.title
            page.present_anchor_ids = set(found.ids)
            targets = {files.get_file_from_path(uri): dict(links) for uri, links in found.anchors.items()}
            page.links_to_anchors = {file: links for file, links in targets.items() if file is not None}

        page.render = render_or_keep  # type: ignore[method-assign]
        return told

    def keep_templates(self, env: Environment) -> None:
        """Have templates give the latest page again where they would say the same."""
        pages = [file.page for file in self.files.documentation_pages() if file.page is not None]
        said = [(p.file.src_uri, p.title, p.url, p.edit_url, p.canonical_url, p.meta) for p in pages]
        folder = self.config.theme.custom_dir
        own = sorted(path for path in Path(folder).rglob("*") if path.is_file()) if folder else []
        frame = (said, [(path, path.read_bytes()) for path in own])
        kept, frame = self, self.results.result("frame", frame, lambda: frame)

        class KeptTemplate(Template):
            def render(self, *args: Any, **named: Any) -> str:
                page, whole = dict(*args, **named).get("page"), partial(super().render, *args, **named)
                if page is None:
                    return whole()
                return kept.result("page", page, (self.name, frame, page.content, page.toc, page.meta), whole)

        env.template_class = KeptTemplate

    def keep_search_entries(self) -> None:
        """Have Material's search index take over the entries of pages that say the same."""
        index: Any = self.config.plugins[SEARCH].search_index  # type: ignore[attr-defined]
        add = index.add_entry_from_context

        def entries_of(page: Page) -> list[Any]:
            before = len(index.entries)
            add(page)
            added = index.entries[before:]
            del index.entries[before:]
            return list(added)

        def add_or_keep(page: Page) -> None:
            inputs = (page.content, page.toc, page.url, page.title, page.meta)
            index.entries.extend(self.result("search", page, inputs, lambda: entries_of(page)))

        index.add_entry_from_context = add_or_keep


def can_keep(config: MkDocsConfig) -> bool:
    """Whether everything that makes pages of this site is known; our own hook asks, so that it is the one allowed."""
    return (
        set(config.plugins) - set(config.hooks) <= PLUGINS
        and SEARCH in config.plugins
        and len(config.hooks) == 1
        and set(config.markdown_extensions) <= EXTENSIONS
        and not config.mdx_configs.get(SNIPPETS, {}).get("url_download")
        and b"INHERIT" not in _own_configuration(config)  # another file, which nobody watches
    )


def _own_configuration(config: MkDocsConfig) -> bytes:
    """The site's configuration; what else decides it, arguments and environment, is the same for a whole `serve`."""
    return Path(config.config_file_path).read_bytes()


def _about_page(told: Mapping[str, Any]) -> dict[str, Any]:
    """What a page without panels is rendered from."""
    index, catalogue, name = told["index"], told["catalogue"], told["page"]
    return {**told, "index": index.of_page(name), "catalogue": catalogue and catalogue.of_page(name)}


def _rendered(page: Page, render: Callable[[], None]) -> _Rendered:
    log, counter = logging.getLogger("mkdocs"), CountHandler(level=logging.WARNING)
    log.addHandler(counter)
    try:
        render()
    finally:
        log.removeHandler(counter)
    anchors = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    title, ids = page._title_from_render, frozenset(page.present_anchor_ids or ())
    return _Rendered(page.content, page.toc, title, ids, anchors, warned=bool(counter.counts))
