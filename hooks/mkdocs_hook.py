"""Our own site's hook: MkDocs calls the functions of `borrowproof.mkdocs_plugin`, under the names of its events."""

from __future__ import annotations

from borrowproof.mkdocs_plugin import (
    on_config,
    on_files,
    on_page_content,
    on_page_markdown,
    on_post_build,
    on_pre_build,
    on_startup,
)

__all__ = [
    "on_config",
    "on_files",
    "on_page_content",
    "on_page_markdown",
    "on_post_build",
    "on_pre_build",
    "on_startup",
]
