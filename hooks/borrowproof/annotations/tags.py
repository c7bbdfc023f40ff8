"""A fence's info string, in rustdoc's words -> Tags. Pure: no file, no compiler."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.compiler import Edition, is_error_code

RUSTDOC_TAGS = (
    "rust",
    "compile_fail",
    "no_run",
    "should_panic",
    "ignore",
    "test_harness",
    "standalone_crate",
    *(f"edition{edition}" for edition in Edition),
)
# What mdBook and well-known books add; they change how a fence looks, never what it means.
BOOK_TAGS = (
    "does_not_compile",
    "editable",
    "mdbook-runnable",
    "noplayground",
    "noplaypen",
    "not_desired_behavior",
    "panics",
    "should_compile",
    "standalone",
    "warnunused",
)
_LONGEST = 24  # characters of a misspelt tag
CONTINUES = "continues"  # ours: the fence goes on where the one above it ends
_RETIRED_SPELLINGS = {"compile-fail": "compile_fail", "should-panic": "should_panic", "no-run": "no_run"}


@dataclass(frozen=True, slots=True)
class Tags:
    """A fence's info string, split as rustdoc splits it.

    `ignored_on` are parts of target names (`ignore-windows`). `others` are words that rustdoc does not know.
    """

    words: frozenset[str]
    codes: frozenset[str]
    editions: tuple[Edition, ...]
    ignore_reason: str | None
    ignored_on: tuple[str, ...]
    others: tuple[str, ...]
    is_rust: bool

    @property
    def continues(self) -> bool:
        """Whether the fence goes on where the one above it ends."""
        return CONTINUES in self.others


_LANGUAGE = re.compile(r"\.?(?:rust|rs)(?::\S*)?", re.IGNORECASE)  # as highlighters and editors call it, or with a path
_TAG = re.compile(r"\(([^)]*)(?:\)|\Z)|([^\s,()]+)")  # rustdoc reads nothing behind a parenthesis that stays open


def parse_tags(info: str) -> Tags:
    """Split an info string (options in braces already removed) as rustdoc does.

    A fence is Rust unless a word unknown to rustdoc stands before any word of rustdoc's (source:
    `LangString::parse` in rustdoc). A parenthesis is a comment; behind `ignore` it is the reason. Where the first word
    is another name of Rust (`rs`, `Rust`, `rust:src/main.rs`), which readers see as Rust, it counts as `rust`.
    """
    words: list[str] = []
    others: list[str] = []
    seen: set[str] = set()
    reason: str | None = None
    is_rust = True
    for comment, word in _TAG.findall(info):
        if not (words or others) and _LANGUAGE.fullmatch(word):
            word = "rust"
        if not word:
            reason = comment.strip() if words and words[-1].startswith("ignore") else reason
        elif word == "rust" or word in seen:
            words.append(word)
            is_rust = True
        elif word in RUSTDOC_TAGS or is_error_code(word) or word.startswith("ignore-"):
            words.append(word)
            seen.add(word)
        else:  # rustdoc takes `edition2022` for an edition too, an unknown one
            is_rust = is_rust and (bool(words) or word.startswith("edition"))
            others.append(word)
    return _sorted(words, others, reason, is_rust=is_rust)


def is_renamed(info: str) -> bool:
    """Whether an info string begins with a name of Rust that rustdoc does not know, such as `rs`."""
    first = _TAG.search(info)
    word = first[2] if first else ""
    return word != "rust" and _LANGUAGE.fullmatch(word) is not None


def _sorted(words: list[str], others: list[str], reason: str | None, *, is_rust: bool) -> Tags:
    return Tags(
        words=frozenset(w for w in words if not is_error_code(w) and not w.startswith(("edition", "ignore-"))),
        codes=frozenset(w for w in words if is_error_code(w)),
        editions=tuple(Edition(w.removeprefix("edition")) for w in words if w.startswith("edition")),
        ignore_reason=reason,
        ignored_on=tuple(w.removeprefix("ignore-") for w in words if w.startswith("ignore-")),
        others=tuple(others),
        is_rust=is_rust,
    )


def check_tags(found: Tags, strict: bool) -> None:
    """Raise AnnotationError for a misspelt tag or a contradiction.

    Where nothing is configured, words of other tools are left alone, unless they look like a misspelling.
    """
    for word in found.others:
        _check_word(word, strict)
    if len(set(found.editions)) > 1:
        named = " and ".join(f"`edition{e}`" for e in found.editions)
        raise AnnotationError(f"the fence names {named}", "keep one edition")
    if not strict:
        return
    _check_combination(found)


def misspelt_tag(found: Tags) -> str | None:
    """The tag that was meant where a fence begins with a misspelt one, and so is not read as Rust: `norun`."""
    word = found.others[0].lower().replace("-", "").replace("_", "") if found.others and not found.is_rust else ""
    plain = {tag.replace("_", ""): tag for tag in RUSTDOC_TAGS if "_" in tag}
    near = difflib.get_close_matches(word, plain, 1, 0.85) if len(word) <= _LONGEST else []
    return plain[near[0]] if near else None


def _check_word(word: str, strict: bool) -> None:
    if word == CONTINUES:
        return
    valid = (*RUSTDOC_TAGS, CONTINUES, "E0382")
    if word.startswith("edition"):
        editions = ", ".join(f"`edition{edition}`" for edition in Edition)
        raise AnnotationError(f"unknown tag `{word}`", f"valid editions: {editions}")
    looks_like_code = re.fullmatch(r"[Ee]\d{1,6}", word) is not None
    lower = word.lower()
    hint = _RETIRED_SPELLINGS.get(lower) or next(
        iter(difflib.get_close_matches(lower, (*RUSTDOC_TAGS, CONTINUES), 1, 0.75)), None
    )
    if not strict and not looks_like_code and (hint is None or word in BOOK_TAGS):
        return
    if looks_like_code:
        raise AnnotationError(f"`{word}` is no error code", "write E and four digits, such as E0382")
    meant = f"did you mean `{hint}`? " if hint else ""
    raise AnnotationError(f"unknown tag `{word}`", f"{meant}valid tags: {', '.join(valid)}")


def _check_combination(found: Tags) -> None:
    words = found.words
    if found.codes and "compile_fail" not in words:
        code = min(found.codes)
        raise AnnotationError(
            f"`{code}` without `compile_fail` claims nothing",
            f"write `rust,compile_fail,{code}` or remove the code",
        )
    outcomes = [w for w in ("compile_fail", "no_run", "should_panic", "ignore") if w in words]
    if len(outcomes) > 1:
        named = " and ".join(f"`{w}`" for w in outcomes)
        raise AnnotationError(f"{named} contradict each other", "keep the one that is meant")
    if "ignore" in words and not found.ignore_reason:
        raise AnnotationError("`ignore` needs a reason", "write it in parentheses: `rust,ignore (needs two machines)`")
