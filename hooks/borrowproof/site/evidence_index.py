"""Finds the evidence of a fence by what the fence says; the one place that pairs a page with a run."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath

from borrowproof.judging.exercises import JudgedExercise, judge_exercises
from borrowproof.judging.questions import JudgedQuestion, judge_question
from borrowproof.model.exercise import Exercise
from borrowproof.model.expectation import Kind
from borrowproof.model.question import Question
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block, Value

TAB = 4
_FILE_BEGINS = re.compile(r"^([ \t]*)\ufeff", re.MULTILINE)
BlockKey = tuple[str, str]  # a page, and an anchor on it


class NoEvidence(Exception):
    """A Rust block that this run did not verify, or that it cannot tell from another one."""


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One block with its evidence, and the HTML id (unique on its page) that links to it."""

    block: Block
    evidence: Evidence
    anchor: str

    @property
    def key(self) -> BlockKey:
        """What tells it from every other block of a run."""
        return self.block.page, self.anchor


def block_location(block: Block) -> str:
    """Where the block stands, as messages and the HTML name it: `docs/ownership/moves.md:42`."""
    return f"{block.page}:{block.line}"


def fence_location(asked: Question | Exercise) -> str:
    """Where the question or the exercise stands, as the HTML names it."""
    return f"{asked.page}:{asked.origin.line}"


def value_location(evidence: Evidence, value: Value) -> str:
    """How a value in the text is told from others: its page, and what is written there."""
    return f"{evidence.snippet.origin.file}: `{value.written}`"


def normalize_whitespace(text: str) -> str:
    """The fence's body in the form that survives Python-Markdown's own clean-up of white space.

    A byte order mark at the beginning of a line is that of an included file: pymdownx.snippets leaves it in the page.
    """
    text = _FILE_BEGINS.sub(r"\1", text)
    lines = text.replace("\r\n", "\n").expandtabs(TAB).split("\n")
    return "\n".join("" if not line.strip(" ") else line for line in lines).rstrip("\n")


def block_key(info: str, text: str) -> str:
    """What identifies a block: its info string and its body."""
    return hashlib.sha256(f"{info.strip()}\0{normalize_whitespace(text)}".encode()).hexdigest()


class EvidenceIndex:
    """Every block of a run, found by page or by what it says. Immutable after construction."""

    def __init__(self, run: Run) -> None:
        """Pair blocks with evidence. A block whose snippet was refused before any compiler saw it has none."""
        evidence = {e.snippet.id: e for e in run.evidence}
        shown_blocks = tuple(_shown_blocks(run.blocks, evidence))
        asked = tuple(judge_question(question, evidence) for question in run.questions)
        self._take(run, shown_blocks, asked, judge_exercises(run), tuple(e for e in run.evidence if e.snippet.values))

    def _take(
        self,
        run: Run,
        shown_blocks: tuple[ShownBlock, ...],
        asked: tuple[JudgedQuestion, ...],
        exercises: tuple[JudgedExercise, ...],
        values: tuple[Evidence, ...],
    ) -> None:
        self.run, self.shown_blocks, self.asked, self._values = run, shown_blocks, asked, values
        self.set_exercises = exercises
        self._by_key: dict[str, list[ShownBlock]] = defaultdict(list)
        self._by_page: dict[str, list[ShownBlock]] = defaultdict(list)
        self._questions: dict[str, list[JudgedQuestion]] = defaultdict(list)
        for item in asked:
            self._questions[block_key(item.question.info, item.question.text)].append(item)
        for shown_block in shown_blocks:
            self._by_key[block_key(shown_block.block.info, shown_block.block.text)].append(shown_block)
            self._by_page[shown_block.block.page].append(shown_block)

    def of_page(self, page: str) -> EvidenceIndex:
        """The part that one page is rendered from: what it shows, and what is wrong there or in what it may include."""
        problems = tuple(p for p in self.run.problems if p.origin.file == page or not is_page(p.origin.file))
        part = EvidenceIndex(Run((), problems=problems, toolchain=self.run.toolchain, recorded=self.run.recorded))
        part._take(part.run, self.on_page(page), self.questions(page), self.exercises(page), self.values(page))
        return part

    @property
    def content(self) -> tuple[object, ...]:
        """All that this index can tell: two with equal content give every question the same answer."""
        return self.run, self.shown_blocks, self.asked, self.set_exercises, self._values

    def locations(self, page: str | None = None) -> Counter[str]:
        """Where every block, question, exercise and value stands, on one page or on all."""
        blocks = self.shown_blocks if page is None else self.on_page(page)
        asked = [a for a in self.asked if page in (None, a.question.page)]
        values = (value_location(e, value) for e in self.values(page) for value in e.snippet.values)
        located = (block_location(e.block) for e in blocks)
        tasks = (fence_location(e.exercise) for e in self.set_exercises if page in (None, e.exercise.page))
        return Counter([*located, *(fence_location(a.question) for a in asked), *tasks, *values])

    def questions(self, page: str) -> tuple[JudgedQuestion, ...]:
        """The questions of one page, in reading order."""
        return tuple(a for a in self.asked if a.question.page == page)

    def question(self, info: str, text: str, page: str | None) -> JudgedQuestion:
        """The question that a fence asks. Raises NoEvidence where nobody judged exactly this one."""
        for item in self._questions.get(block_key(info, text), ()):
            if page in (None, item.question.page):
                return item
        raise NoEvidence("nobody judged this question as it stands here; verify the page again")

    def exercises(self, page: str) -> tuple[JudgedExercise, ...]:
        """The exercises of one page, in reading order."""
        return tuple(e for e in self.set_exercises if e.exercise.page == page)

    def exercise(self, text: str, page: str | None) -> JudgedExercise:
        """The exercise that a fence sets. Raises NoEvidence where nobody judged exactly this one."""
        wanted = normalize_whitespace(text)
        for item in self.set_exercises:
            if page in (None, item.exercise.page) and normalize_whitespace(item.exercise.text) == wanted:
                return item
        raise NoEvidence("nobody judged this exercise as it stands here; verify the page again")

    def block_at(self, page: str, line: int) -> ShownBlock:
        """The block that a question or an exercise shows at a line of its page. Raises NoEvidence if it was refused."""
        for shown_block in self.on_page(page):
            if shown_block.block.line == line:
                return shown_block
        raise NoEvidence(f"no compiler judged the program that line {line} includes")

    def values(self, page: str | None) -> tuple[Evidence, ...]:
        """The evidence of the values in the text of one page, or of all pages where it is not known."""
        return tuple(e for e in self._values if page in (None, e.snippet.origin.file))

    def on_page(self, page: str) -> tuple[ShownBlock, ...]:
        """The blocks of one page, in reading order."""
        return tuple(self._by_page.get(page, ()))

    def original_block(self, shown_block: ShownBlock) -> ShownBlock | None:
        """The block on the same page that shows what this one `fixes`, or is the twin of; see `repaired_block`."""
        return self.repaired_block(shown_block) or self._named_block(shown_block, shown_block.evidence.snippet.twin_of)

    def repaired_block(self, shown_block: ShownBlock) -> ShownBlock | None:
        """The block on the same page that shows what this one `fixes`: of several editions the one that fails."""
        return self._named_block(shown_block, shown_block.evidence.snippet.fixes)

    def _named_block(self, shown_block: ShownBlock, fixes: str | None) -> ShownBlock | None:
        same_page = self.on_page(shown_block.block.page)
        named = [e for e in same_page if fixes and _is_named(e.evidence.snippet.id, fixes)]
        failing = (e for e in named if e.evidence.snippet.expectation.kind in (Kind.ERROR, Kind.PANICS))
        return next(failing, named[0] if named else None)

    def editions(self, shown_block: ShownBlock) -> tuple[ShownBlock, ...]:
        """The blocks of one fence whose editions stand side by side, in the order of the file; else this one."""
        if not shown_block.evidence.snippet.side_by_side:
            return (shown_block,)
        return tuple(e for e in self.on_page(shown_block.block.page) if e.block.line == shown_block.block.line)

    def find(self, info: str, text: str, page: str | None, used: Collection[BlockKey]) -> ShownBlock:
        """The evidence of a fence. `used` are the keys of blocks already rendered, passed over where the page is known.

        Raises NoEvidence where nothing verified says exactly this, or where two different snippets do.
        """
        alike = self._by_key.get(block_key(info, text), [])
        if page is not None:
            alike = [e for e in alike if e.block.page == page and e.key not in used]
        if not alike:
            raise NoEvidence(f"no compiler judged this Rust block (```{info.strip()}); verify the page again")
        if page is None and len({e.evidence.snippet.origin for e in alike}) > 1:
            names = " and ".join(f"{e.evidence.snippet.id} ({block_location(e.block)})" for e in alike)
            raise NoEvidence(f"two snippets read exactly alike: {names}; say which page is rendered (`page`)")
        return next((e for e in alike if e.key not in used), alike[0])


def is_page(file: str) -> bool:
    """Whether problems of a file are those of a page, not of something that pages include."""
    return file.endswith((".md", ".markdown"))


def _is_named(snippet: str, name: str) -> bool:
    path = PurePosixPath(snippet)
    return name in (snippet, path.stem, path.with_suffix("").as_posix())


def _shown_blocks(blocks: tuple[Block, ...], evidence: dict[str, Evidence]) -> list[ShownBlock]:
    found = []
    taken: set[tuple[str, str]] = set()
    for block in blocks:
        if block.snippet in evidence:
            found.append(ShownBlock(block, evidence[block.snippet], _anchor(block, taken)))
    return found


def _anchor(block: Block, taken: set[tuple[str, str]]) -> str:
    path = PurePosixPath(block.snippet.replace(".rs (edition ", "-").replace(")", ".rs"))
    stem = path.stem if path.suffix == ".rs" else "1"
    count = 1
    anchor = f"snippet-{stem}"
    while (block.page, anchor) in taken:
        count += 1
        anchor = f"snippet-{count}" if stem == "1" else f"snippet-{stem}-{count}"
    taken.add((block.page, anchor))
    return anchor
