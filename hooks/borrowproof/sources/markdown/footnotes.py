"""Footnotes of a page (`[^note]: ...`) as containers, as GitHub and rustdoc read them: their text is no indented code.

CommonMark knows none. The rule is written for markdown-it-py's parser of blocks, in which a list item works likewise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_LABEL = re.compile(r"\[\^[^\]\s]+\]:")
_INDENT = 4


def enable(parser: MarkdownIt) -> MarkdownIt:
    """Let a parser read footnotes."""
    parser.block.ruler.before("reference", "footnote", _footnote, {"alt": ["paragraph", "reference"]})
    return parser


def _footnote(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Read the footnote that begins on line `first`, if one does. The names are markdown-it's."""
    begin = state.bMarks[first] + state.tShift[first]
    label = _LABEL.match(state.src, begin, state.eMarks[first])
    if label is None or state.is_code_block(first):
        return False
    if silent:
        return True
    text = re.compile(r"[ \t]*").match(state.src, label.end(), state.eMarks[first])
    spaces = text.end() - text.start() if text else 0
    kept = (state.bMarks[first], state.tShift[first], state.sCount[first], state.blkIndent, state.parentType)
    state.bMarks[first], state.tShift[first] = label.end(), spaces
    state.sCount[first] = state.blkIndent + _INDENT + spaces
    state.blkIndent += _INDENT
    state.parentType = "footnote"
    state.md.block.tokenize(state, first, end)
    state.bMarks[first], state.tShift[first], state.sCount[first], state.blkIndent, state.parentType = kept
    return True
