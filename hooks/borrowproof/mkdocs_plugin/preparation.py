"""What the plugin adds to a site's configuration, so that its one line is all that an author writes."""

from __future__ import annotations

import contextlib
import tempfile
from pathlib import Path

from mkdocs.config.config_options import ExtraScriptValue
from mkdocs.config.defaults import MkDocsConfig

from borrowproof import assets
from borrowproof.process.sandbox import CannotRun, remove_at_end
from borrowproof.process.workspace import remove_empty

STYLESHEET = "assets/stylesheets/borrowproof.css"
SCRIPTS = {name: f"assets/javascripts/{name}" for name in assets.SCRIPTS}
EVIDENCE = "evidence.json"
SUPERFENCES, HIGHLIGHT, SNIPPETS = "pymdownx.superfences", "pymdownx.highlight", "pymdownx.snippets"
_SERVED = ("mkdocs_", "properdocs_")  # how the folder is called that `serve` builds into


def prepare(config: MkDocsConfig, *, serving: bool) -> None:
    """Add extensions, styles and scripts."""
    _add_superfences(config)
    if "borrowproof" not in config.markdown_extensions:
        config.markdown_extensions.append("borrowproof")
    config.extra_css.insert(0, STYLESHEET)  # first, so that the site's own can adapt it
    add_script(config, SCRIPTS["borrowproof.js"])
    if serving:
        _leave_nothing_behind(Path(config.site_dir))
        # A missing include would end `serve`; the engine reports it as well.
        config.mdx_configs.get(SNIPPETS, {})["check_paths"] = False


def add_script(config: MkDocsConfig, path: str) -> None:
    """Have every page load a script of ours once it is there."""
    script = ExtraScriptValue(path)
    script.defer = True
    config.extra_javascript.append(script)


def _add_superfences(config: MkDocsConfig) -> None:
    """Our fences are superfences'. Where MkDocs' own fences were in use, other languages keep their look."""
    if SUPERFENCES in config.markdown_extensions:
        return
    config.markdown_extensions.append(SUPERFENCES)
    if HIGHLIGHT in config.markdown_extensions:
        return
    config.markdown_extensions.append(HIGHLIGHT)
    hilite = config.mdx_configs.get("codehilite", {})
    pygments = "codehilite" in config.markdown_extensions
    looks = {"css_class": hilite.get("css_class", "codehilite")} if pygments else {"use_pygments": False}
    config.mdx_configs[HIGHLIGHT] = looks


def _leave_nothing_behind(site: Path) -> None:
    """`serve` builds into a folder of its own, which MkDocs removes only where it ends by Ctrl-C.

    MkDocs makes it before it knows of this plugin. One that was ended in between left it empty.
    """
    prefix = next((prefix for prefix in _SERVED if site.name.startswith(prefix)), None)
    if site.parent == Path(tempfile.gettempdir()) and prefix is not None:
        remove_empty(site.parent.glob(f"{prefix}*"))
        with contextlib.suppress(CannotRun):
            remove_at_end(site)
