"""The plugin: `mkdocs build` refuses what is not verified; `mkdocs serve` shows it, and never ends for it.

Glue only: what a page looks like, and what may be published, is decided in borrowproof.site.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from borrowproof import assets, report
from borrowproof.kept_results import KeptResults, NothingKept
from borrowproof.mkdocs_plugin import verified_site
from borrowproof.mkdocs_plugin.page_links import links
from borrowproof.mkdocs_plugin.preparation import EVIDENCE, SCRIPTS, STYLESHEET, prepare
from borrowproof.mkdocs_plugin.settings import Settings
from borrowproof.mkdocs_plugin.verified_site import VerifiedSite, log
from borrowproof.report import terminal
from borrowproof.site import foreign_html, publication_gate, rendered_blocks

STATIC_PAGES = (".html", ".htm", ".xhtml", ".xht", ".xml", ".xsl", ".svg")


class BorrowproofPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # (its hook for subclasses)
    """One object for all builds of a `serve`, since it has `on_startup`; `site` is what the latest one knows."""

    site: VerifiedSite
    serving = False
    results: KeptResults = NothingKept()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Note whether this is `serve`."""
        self.serving = command == "serve"
        self.results = KeptResults() if self.serving else NothingKept()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add what pages with snippets need: extensions, styles, scripts."""
        prepare(config, serving=self.serving)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Verify everything. Raises PluginError on `build` unless all of it may be published."""
        self.results.begin()
        self.site = verified_site.judge(config, self.config, self.results, serving=self.serving)
        run, strict = self.site.index.run, self.site.project.strict
        allowed = os.environ.get(publication_gate.ALLOW_UNCHECKED) == "1"
        refusal = publication_gate.refusal(run, allow_unchecked=allowed, strict=strict)
        if refusal is not None:
            self.site.refuse(refusal)
        elif not strict:
            for unchecked in publication_gate.unchecked(run):
                log.warning(terminal.not_checked_line(unchecked))
        if run.recorded is not None:
            log.warning(
                f"no compiler here: pages show what was recorded by {run.recorded}; what changed is not checked"
            )
        log.info(report.summary(run))

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what the engine makes: styles, scripts and the evidence."""
        forgeries = [found for file in files if (found := self._forgery(file)) is not None]
        if forgeries:
            self.site.refuse("\n".join(forgeries))
        files.append(File.generated(config, STYLESHEET, content=assets.stylesheet()))
        for name, path in SCRIPTS.items():
            files.append(File.generated(config, path, content=assets.script(name)))
        run = self.site.index.run
        # (how long this run took would make it another one)
        text = self.site.results.result("evidence", replace(run, seconds=0), lambda: report.text_of(report.dump(run)))
        files.append(File.generated(config, EVIDENCE, content=text))
        return files

    def _forgery(self, file: File) -> str | None:
        """Why a strict site refuses a finished page in its docs, which is copied as it is: it has names of ours."""
        static = file.abs_src_path is not None and file.src_uri.casefold().endswith(STATIC_PAGES)
        if not static or not self.site.project.strict:
            return None
        path = Path(str(file.abs_src_path))
        found = foreign_html.ours(path.read_text(encoding="utf-8", errors="replace"))
        return None if found is None else foreign_html.refusal(found, self.site.project.name(path))

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:  # noqa: ARG002
        """A page that is not UTF-8 is shown with what is wrong while serving; in a build, MkDocs refuses it."""
        path = page.file.abs_src_path
        return Path(path).read_text(encoding="utf-8-sig", errors="replace") if path and self.serving else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the extension, which MkDocs creates anew for each page, what it renders from."""
        config.mdx_configs["borrowproof"] = {
            "index": self.site.index,
            "page": self.site.name(page),
            "links": links(self.site, page, config, files),
            "playground": self.site.options.playground_url,
            "catalogue": self.site.catalogue,
            "first_line": _first_line(page, markdown),
            "strict": self.site.project.strict,
            "lenient": True,  # the page is judged in on_page_content, where the build can end with one sentence
        }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """The page must show exactly the blocks that were verified. Raises PluginError on `build`."""
        name = self.site.name(page)
        index = self.site.index
        found = self.site.results.result(
            ("differences", name), (index.locations(name), html), lambda: rendered_blocks.differences(index, name, html)
        )
        if found:
            self.site.refuse("\n".join(found))
        anchors = {shown_block.anchor for shown_block in self.site.index.on_page(name)}
        page.present_anchor_ids = (page.present_anchor_ids or set()) | anchors
        return html

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """The HTML that was written must hold each verified block once. Raises PluginError on `build`."""
        rendered: Counter[str] = Counter()
        for path in Path(config.site_dir).rglob("*.html"):
            html = path.read_text(encoding="utf-8")
            rendered += self.site.results.result(
                ("written", path), html, partial(rendered_blocks.rendered_locations, html)
            )
        found = rendered_blocks.compare(self.site.index.locations(), rendered)
        if found:
            self.site.refuse("\n".join(found))

    def on_serve(self, server: LiveReloadServer, **_: Any) -> LiveReloadServer:
        """What pages include is watched as well, and our styles and scripts where somebody works on them."""
        engine = Path(str(assets.__file__)).parent
        ours = (engine,) if engine.is_relative_to(self.site.project.root / "hooks") else ()
        for path in (self.site.project.snippets, *self.site.project.includes, *ours):
            if path.is_absolute() and path.exists() and path != self.site.project.root:
                server.watch(str(path))
        return server


def _first_line(page: Page, markdown: str) -> int:
    """The line of the page's file with which its Markdown begins: MkDocs takes the metadata away."""
    path = page.file.abs_src_path
    written = Path(path).read_text(encoding="utf-8-sig", errors="replace") if path else markdown
    return 1 + max(0, written.rstrip("\n").count("\n") - markdown.rstrip("\n").count("\n"))
