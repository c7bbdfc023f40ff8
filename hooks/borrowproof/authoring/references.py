"""What pages and programs say of each other by name: includes, links, `//@ fixes`; found and renamed. Pure."""

from __future__ import annotations

import posixpath
import re

_INCLUDE = r"""(?P<before>-+8<-+\s+["'])(?P<path>{})(?P<after>(?::[^"']*)?["'])"""
_LINK = re.compile(r"(?P<before>\]\(|\]:\s+)(?P<path>[^)\s#]+\.md)(?P<after>(?:#[^)\s]*)?)")
_NAMED = re.compile(r"^(?P<before>//@(?:\s*\[\d{4}\])?\s*(?:fixes|twin_of)\s+)(?P<name>\S+)\s*$", re.MULTILINE)
_NEEDED = r"^(?P<before>\s*-\s+){}(?P<after>\s*)$"


def includes(page: str, program: str) -> bool:
    """Whether the text of a page includes a program, as `moves/loop.rs`."""
    return re.search(_INCLUDE.format(re.escape(program)), page) is not None


def with_program_renamed(page: str, old: str, new: str) -> str:
    """The text of a page with another name for a program that it includes, in its title too."""
    renamed = re.sub(_INCLUDE.format(re.escape(old)), lambda m: f"{m['before']}{new}{m['after']}", page)
    if renamed == page:
        return page
    old_title, new_title = (f'title="{posixpath.basename(name)}"' for name in (old, new))
    return renamed.replace(old_title, new_title)


def without_program(page: str, program: str) -> str:
    """The text of a page without the fences that hold nothing but an include of this program."""
    include = _INCLUDE.format(re.escape(program))
    fence = rf"^(?P<indent>[ ]*)(?P<ticks>`{{3,}}).*\n[ ]*{include}[ ]*\n(?P=indent)(?P=ticks)[ ]*\n(?:[ ]*\n)?"
    return re.sub(fence, "", page, flags=re.MULTILINE)


def with_repaired_renamed(program: str, old: str, new: str) -> str:
    """A program with another name for the one beside it that it repairs, or is the twin of."""
    return _NAMED.sub(lambda m: f"{m['before']}{new if m['name'] == old else m['name']}", program)


def names_beside(program: str) -> frozenset[str]:
    """The programs beside it that a program repairs, or is the twin of."""
    return frozenset(found["name"] for found in _NAMED.finditer(program))


def links_to(text: str, page: str, target: str) -> bool:
    """Whether the text of `page` links to the page `target`; both are relative to the folder of the pages."""
    return any(_target(page, found["path"]) == target for found in _LINK.finditer(text))


def with_page_renamed(text: str, page: str, old: str, new: str) -> str:
    """The text of `page`, whose links to `old` lead to `new`, and that needs `new` where it needed `old`."""
    folder = posixpath.dirname(page)

    def led(found: re.Match[str]) -> str:
        path = found["path"]
        if _target(page, path) == old:
            path = posixpath.relpath(new, folder or ".")
        return f"{found['before']}{path}{found['after']}"

    needs = re.compile(_NEEDED.format(re.escape(old.removesuffix(".md"))), re.MULTILINE)
    return needs.sub(lambda m: f"{m['before']}{new.removesuffix('.md')}{m['after']}", _LINK.sub(led, text))


def moved(text: str, old: str, new: str) -> str:
    """The text of the page `old` as it must read at `new`: its own links lead where they led."""
    folder = posixpath.dirname(new)

    def led(found: re.Match[str]) -> str:
        target = _target(old, found["path"])
        path = found["path"] if "://" in found["path"] else posixpath.relpath(target, folder or ".")
        return f"{found['before']}{path}{found['after']}"

    return _LINK.sub(led, text)


def _target(page: str, path: str) -> str:
    """The page that a link of `page` leads to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
