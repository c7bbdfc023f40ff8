"""Text in a Rust fence that is no program: what another tool would have put in, or what it looks like. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from borrowproof.model.snippet import Snippet
from borrowproof.syntax import lexer

# Each begins a line of what would be code, and none can in Rust.
_INCLUDES = (
    (re.compile(r"\{!.*!\}"), "an include of markdown-include"),
    (re.compile(r"-+8<-+"), "an include of pymdownx.snippets"),
    (re.compile(r"<<<\s*\S|@\[code\b"), "an include of VitePress or VuePress"),
    (re.compile(r"\{%.*%\}"), "a tag of a template (Jinja, Liquid)"),
    (re.compile(r"\{\{[<%].*[%>]\}\}"), "a shortcode of Hugo"),
    (re.compile(r"\{\{\s*#\w+\s.*\}\}"), "a helper of mdBook"),
    (re.compile(r"\{\{\s*\w*(?:include|snippet|readfile|code_from)\w*\b.*\}\}"), "a macro of a template"),
    (re.compile(r"\.\.\s+[\w-]+::"), "a directive of reStructuredText"),
    (re.compile(r"(?:include|import)::\S+\[.*\]"), "an include of AsciiDoc"),
    (re.compile(r"@(?:import|include)\b\s*[\"'(<:]|!include\b|#include\s*[\"<]|\$\$?include\b"), "an include"),
    (re.compile(r"\[!(?:code|include)\b.*\]", re.IGNORECASE), "an include of DocFX"),
    (re.compile(r":\[.*\]\(.*\)"), "an include of markdown-it-include"),
    (re.compile(r"<<[\[(].*[\])]"), "an include of Leanpub"),
    (re.compile(r"<!--\s*@?(?:include|snippet|embed|code)\b.*-->", re.IGNORECASE), "an include in a comment"),
    (re.compile(r"\\(?:input|lstinputlisting|verbatiminput)\b"), "an include of LaTeX"),
)
# Whether any of them matches, which no line of a program does: one search a line for fifteen.
_ANY_INCLUDE = re.compile(
    "|".join(f"(?i:{p.pattern})" if p.flags & re.IGNORECASE else f"(?:{p.pattern})" for p, _ in _INCLUDES)
)
# What is no program where nothing else stands beside it.
_ALONE = (
    (re.compile(r"//\s*embedme\s+\S+"), "a command of embedme"),
    (re.compile(r"(?:\.{2,}|…)+"), "a sign that something was left out"),
    (re.compile(r"https?://\S+"), "the address of a file"),
    (re.compile(r"!?\[[^\]]*\]\(\S*\.rs\b\S*\)(?:\s+\w+:\S+)*"), "a link to a file"),
    (re.compile(r"[\w./@~-]*[\w-]\.rs(?:[:#][\w:,-]+)?"), "the name of a file"),
)
# What tells of one that Rust is put there, where it stands outside of a block of code.
_OF_RUST = re.compile(
    r"""\.rs\b|\bhighlight\s+["']?(?:rust|rs)\b|\bcode[- ](?:rust|rs)\b|\blang(?:uage)?[=:]\s*["']?(?:rust|rs)\b"""
)
_DOCUMENTS = re.compile(r"//[/!]|/\*[*!]")  # what is documented must stand below, which rustc tells
_COMMENT = re.compile(r"\s*//(?!\s*embedme\b).*")
_TREE = re.compile(r"[│├└┌┐┘─╰╭]")
_LEFT_OUT = re.compile(r"…|\.\.\.(?!\s*\))")
_COMMANDS = "cargo|rustc|rustup|git|cd|mkdir|npm|pip|curl|sudo|apt|brew|docker|make"
# What text may be that rustc rejects: one of its lines begins like this.
_TEXTS = (
    (re.compile(r"(?:error(?:\[E\d{4}\])?|warning): |-->\s\S+:\d+:\d+"), "what a compiler prints"),
    (re.compile(r"thread '.*' (?:\(\d+\) )?panicked at"), "what a program prints"),
    (re.compile(r"(?:Compiling|Finished|Running|Updating|Downloaded) \S"), "what cargo prints"),
    (re.compile(rf"(?:[$%#>] )?(?:{_COMMANDS}) [\w./-]|\$ \S"), "a shell command"),
    (
        re.compile(r"\[(?:package|workspace|lib|bin|(?:dev-|build-)?dependencies|profile|features|tool)\b[\w.-]*\]$"),
        "TOML",
    ),
    (re.compile(r"</?[a-zA-Z][\w-]*(?:\s[^<>]*)?>$"), "HTML"),
    (re.compile(r"[-+]{3} \S|@@ .* @@|[-+]\s*(?:let|fn|pub|use|struct|impl|mod|return|println!|\})(?!\w)"), "a diff"),
    (re.compile(r".*(?:&amp;|&quot;|-&gt;|&lt;.*&gt;)"), "code that was escaped for HTML"),
    (re.compile(r"[\w-]+:(?:\s+[\w\"'/.-]+)?$"), "YAML"),
)
_PROMPT = re.compile(r">> \S")
_NUMBERED = re.compile(r"\d+\s*[|:](?:\s.*)?")
_QUOTES = re.compile("[\u201c\u201d\u2018\u2019]")
_SIGNATURE = re.compile(
    r"(?:pub(?:\([^)]*\))?\s+)?(?:(?:const|async|unsafe|extern(?:\s+\"[^\"]*\")?)\s+)*fn\s+\w+[^{}(]*\([^{}]*\)[^{}]*"
)
_ATTRIBUTES = re.compile(r"(?:#!?\[[^\n]*\]\s*)+")
_WORDS = re.compile(r"[\w'\u2019,.:-]+(?:\s+[\w'\u2019,.:()-]+){2,}[.:!?]?")


@dataclass(frozen=True, slots=True)
class Look:
    """What text looks like, and the edit that says so. It `is_rust` where somebody may mean it to be rejected."""

    what: str
    fix: str
    is_rust: bool = False


def author_lines(snippet: Snippet) -> list[str]:
    """The lines of a snippet without those of the engine."""
    numbered = zip(snippet.code.split("\n"), snippet.lines, strict=False)
    return [text for text, origin in numbered if origin is not None]


def unexpanded(lines: Sequence[str]) -> str | None:
    """What stands where a program should, if another tool was to put it there, or nobody did; None for a program."""
    written = "\n".join(lines)
    if not written.strip():
        return "nothing at all"
    blanked = lexer.blank(written).split("\n")
    for line, code in zip(lines, blanked, strict=True):
        stripped = line.strip()
        if _ANY_INCLUDE.match(stripped) is None:
            continue
        found = next((said for pattern, said in _INCLUDES if pattern.match(stripped)), None)
        if found is not None and (code.strip() or stripped.startswith("<!--")):
            return f"{found}, `{stripped[:60]}`, which nobody expanded"
    rest = [line.strip() for line in lines if line.strip() and not _COMMENT.fullmatch(line)]
    for pattern, said in _ALONE:
        if rest and all(pattern.fullmatch(line) for line in rest):
            return f"{said}, `{rest[0][:60]}`"
    has_code = any(map(str.strip, blanked)) or _DOCUMENTS.search(written) is not None
    return None if has_code else "comments alone"


def brings_rust(text: str) -> str | None:
    """What a line outside of all code blocks is, where another tool puts Rust in its place; else None."""
    stripped = text.strip()
    if _ANY_INCLUDE.match(stripped) is None or stripped.startswith("<!--") or _OF_RUST.search(stripped) is None:
        return None
    return next((said for pattern, said in _INCLUDES if pattern.match(stripped)), None)


def looks_like(lines: Sequence[str]) -> Look | None:
    """What text that rustc cannot read may be, as far as its look tells; None where it looks like Rust."""
    blanked = lexer.blank("\n".join(lines)).split("\n")
    full = [line.strip() for line, code in zip(lines, blanked, strict=True) if code.strip()]
    text = "call the fence `text`"
    if any(_TREE.search(code) for code in blanked):
        return Look("a directory tree or a drawing", text)
    for pattern, said in _TEXTS:
        if any(pattern.match(line) for line in full):
            return Look(said, text)
    if full and _PROMPT.match(full[0]):
        return Look("what is typed at a prompt", text)
    if len(full) > 1 and all(_NUMBERED.fullmatch(line) for line in full):
        return Look("code with its line numbers", "leave them out")
    if full and all(_WORDS.fullmatch(line) for line in full):
        return Look("prose", text)
    if any(_LEFT_OUT.search(code) for code in blanked):
        return Look("code of which a part is left out", "write `// ...` for the part, or put it on hidden lines (`# `)")
    return _rust_in_part("\n".join(blanked).strip())


def _rust_in_part(code: str) -> Look | None:
    """What Rust may be that is nearly a program."""
    if _QUOTES.search(code):
        return Look("code with typographic quotes", "write straight ones, `\"` and `'`", is_rust=True)
    if _SIGNATURE.fullmatch(code):
        fix = "give it one, or tag the fence `ignore`"
        return Look("a signature without its body", fix, is_rust=True)
    if _ATTRIBUTES.fullmatch(code):
        fix = "put the item on hidden lines (`# `), or tag the fence `ignore`"
        return Look("an attribute without its item", fix, is_rust=True)
    return None
