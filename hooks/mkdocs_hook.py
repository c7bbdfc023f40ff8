"""Our own site's hook: what a site of lessons has besides the verified snippets of the plugin `borrowproof`."""

from __future__ import annotations

from borrowproof.mkdocs_plugin.lessons import (
    on_config,
    on_env,
    on_files,
    on_page_content,
    on_page_markdown,
    on_post_build,
)

__all__ = ["on_config", "on_env", "on_files", "on_page_content", "on_page_markdown", "on_post_build"]
