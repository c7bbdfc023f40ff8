"""The programs of our own site whose memory its pages show."""

from __future__ import annotations

from borrowproof.model.compiler import NEWEST_EDITION, Edition
from borrowproof.sources.collect import Sources

Programs = dict[str, tuple[str, Edition]]


def site_programs(site: Sources) -> Programs:
    """Text and edition of each, by its name."""
    asked = {block.snippet for block in site.blocks if block.memory}
    found = {one.id: (one.code, one.edition or NEWEST_EDITION) for one in site.snippets if one.id in asked}
    assert len(found) > 40, "the site's programs were not found"
    return found
