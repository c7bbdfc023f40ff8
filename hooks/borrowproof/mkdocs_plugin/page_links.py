"""Where the blocks, pages and sources of a site are, seen from one of its pages."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from borrowproof.mkdocs_plugin.verified_site import VerifiedSite
from borrowproof.model.origin import Origin
from borrowproof.site.evidence_index import ShownBlock
from borrowproof.site.evidence_page import Links


def docs_name(site: VerifiedSite, config: MkDocsConfig) -> str:
    """The docs folder, as the evidence names it."""
    return site.project.name(Path(config.docs_dir))


def links(site: VerifiedSite, page: Page, config: MkDocsConfig, files: Files) -> Links:
    """The links of a page. What they are asked for raises PluginError where the site does not have it."""
    docs = docs_name(site, config)

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
