"""Evidence from a report that `borrowproof check` wrote, for generators that run nothing but Markdown extensions."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from markdown import Markdown

from borrowproof import report
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.store.codec import DecodingError

USUAL = "evidence.json"
_AGAIN = "build the site again (`zensical build --clean`, since Zensical keeps finished pages)"
_COMMAND = "borrowproof check --format json --output"


class NoReport(Exception):
    """There is no report to render from; the message says what to run."""


def read(option: str, md: Markdown) -> EvidenceIndex:
    """The evidence in a report, read once as long as it does not change. Raises NoReport.

    A relative path begins where the configuration of a site of Zensical's lies, else in the current folder.
    """
    context = _zensical(md)
    file = Path(context.config["root_dir"] if context is not None else "", option)
    try:
        status = file.stat()
    except OSError:
        raise NoReport(
            f"no compiler checked this page yet: run `{_COMMAND} {option}` where the site's configuration lies, "
            f"and {_AGAIN}"
        ) from None
    return _read(file, option, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=1)
def _read(file: Path, option: str, _changed: int, _size: int) -> EvidenceIndex:
    try:
        return EvidenceIndex(report.load(json.loads(file.read_text(encoding="utf-8"))))
    except (OSError, ValueError, AttributeError, DecodingError) as error:
        raise NoReport(
            f"{option} is no report of this version of borrowproof ({error}): run `{_COMMAND} {option}`, and {_AGAIN}"
        ) from error


def page_of_zensical(md: Markdown) -> str | None:
    """The name of the page that Zensical renders, as reports name it; None with any other generator.

    Zensical tells extensions about the page through a preprocessor of its own. What an extension raises ends its
    `serve`, too, and says so with a traceback.
    """
    context = _zensical(md)
    return None if context is None else (PurePosixPath(context.config["docs_dir"]) / context.page.path).as_posix()


def _zensical(md: Markdown) -> Any:
    return next((p for p in md.preprocessors if type(p).__module__.startswith("zensical.")), None)
