"""Tabs of repairs become a ladder: named after what they repair, their costs beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from markdown import Markdown
from markdown.extensions import Extension

from borrowproof.model.compiler import Edition
from borrowproof.model.expectation import Kind
from borrowproof.model.outcome import Cost
from borrowproof.model.run import Evidence, Run
from borrowproof.model.snippet import Block
from borrowproof.site.evidence_index import EvidenceIndex
from borrowproof.site.extension import BorrowproofExtension
from borrowproof.site.figure.repair_ladder import Rung, cost_comparison

MakeEvidence = Callable[..., Evidence]
MakeBlock = Callable[..., Block]

PAGE = """# A

```rust
broken();
```

=== "`Lend` it"

    No cost.

    ```rust
    lent();
    ```

=== "Clone it"

    ```rust
    cloned();
    ```

=== "And why"

    Because.

After.
"""
NAMES = {"broken": None, "lent": "broken", "cloned": "broken"}


def page(make_evidence: MakeEvidence, make_block: MakeBlock, costs: dict[str, Cost], text: str = PAGE) -> str:
    evidence = []
    blocks = []
    for name, fixes in NAMES.items():
        line = text.split("\n").index(next(row for row in text.split("\n") if f"{name}();" in row))
        made = make_evidence(f"{name}();", name=f"snippets/a/{name}.rs", fixes=fixes)
        made = replace(
            made, cost=costs.get(name), not_counted=None if name in costs or not fixes else "it <never> ends"
        )
        evidence.append(made)
        blocks.append(make_block(made, line=line, page="docs/a.md"))
    index = EvidenceIndex(Run(tuple(evidence), tuple(blocks)))
    extension = BorrowproofExtension(index=index, page="docs/a.md")
    configuration = {"pymdownx.tabbed": {"alternate_style": True}}
    extensions: list[str | Extension] = ["pymdownx.superfences", "pymdownx.tabbed", extension]
    return Markdown(extensions=extensions, extension_configs=configuration).convert(text)


def test_a_group_of_repairs_says_what_it_repairs(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    html = page(make_evidence, make_block, {"lent": Cost(0, 0, 0, 0), "cloned": Cost(1, 8, 0, 8)})
    assert 'class="tabbed-set tabbed-alternate bp-ladder"' in html
    assert 'role="group"' in html
    assert 'aria-label="Repairs of broken"' in html


def cells(*numbers: str) -> str:
    names = ["Allocations", "Bytes asked for", *(["Resizes"] if len(numbers) == 4 else []), "Bytes copied"]
    return "".join(f'<td data-of="{name}">{number}</td>' for name, number in zip(names, numbers, strict=True))


def test_different_costs_stand_in_a_table_below_the_tabs(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    html = page(make_evidence, make_block, {"lent": Cost(0, 0, 0, 0), "cloned": Cost(1, 8000, 0, 8)})
    assert f'<th scope="row">Lend it</th>{cells("0", "0", "0")}' in html
    assert f'<th scope="row">Clone it</th>{cells("1", "8,000", "8")}' in html
    assert html.index("Because.") < html.index('<table class="bp-costs">') < html.index("<p>After.</p>")


def test_what_is_never_freed_has_a_column_where_there_is_some(
    make_evidence: MakeEvidence, make_block: MakeBlock
) -> None:
    html = page(make_evidence, make_block, {"lent": Cost(0, 0, 0, 0), "cloned": Cost(1, 8, 0, 8, 1)})
    assert '<td data-of="Blocks never freed">1</td>' in html
    assert '<td data-of="Blocks never freed">0</td>' in html


def test_code_in_a_label_is_escaped_once(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    text = PAGE.replace("`Lend` it", "`Arc<&T>`")
    html = page(make_evidence, make_block, {"lent": Cost(0, 0, 0, 0), "cloned": Cost(1, 8, 0, 8)}, text)
    assert '<th scope="row">Arc&lt;&amp;T&gt;</th>' in html


def test_a_repair_that_was_not_counted_says_why(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    html = page(make_evidence, make_block, {"lent": Cost(1, 8, 2, 8)})
    assert cells("1", "8", "2", "8") in html
    assert '<td colspan="4">not counted: it &lt;never&gt; ends</td>' in html


def test_equal_costs_are_one_sentence(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    html = page(make_evidence, make_block, {"lent": Cost(1, 8, 0, 8), "cloned": Cost(1, 8, 0, 8)})
    assert "Counted while they ran, both cost the same: 1 allocation of 8 bytes, 8 bytes copied." in html
    assert "<table" not in html


def test_where_nothing_was_counted_nothing_is_compared(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    html = page(make_evidence, make_block, {})
    assert "bp-ladder" in html
    assert "bp-costs" not in html


@pytest.mark.parametrize("text", [PAGE.replace("    lent();", "    other();"), PAGE.replace('"`Lend` it"', '"A"')])
def test_other_tabs_are_left_alone(text: str, make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    plain = [
        make_evidence(f"{name}();", name=f"snippets/a/{name}.rs") for name in ("broken", "lent", "other", "cloned")
    ]
    shown = [e for e in plain if e.snippet.code in text]
    blocks = tuple(make_block(e, line=n, page="docs/a.md") for n, e in enumerate(shown))
    extension = BorrowproofExtension(index=EvidenceIndex(Run(tuple(shown), blocks)), page="docs/a.md")
    configuration = {"pymdownx.tabbed": {"alternate_style": True}}
    extensions: list[str | Extension] = ["pymdownx.superfences", "pymdownx.tabbed", extension]
    html = Markdown(extensions=extensions, extension_configs=configuration).convert(text)
    assert "tabbed-set" in html
    assert "bp-ladder" not in html


def test_one_repair_has_nothing_to_be_compared_with(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    made = replace(make_evidence(fixes="b"), cost=Cost(1, 1, 1, 1))
    (shown_block,) = EvidenceIndex(Run((made,), (make_block(made),))).shown_blocks
    assert cost_comparison([Rung("Only", shown_block)]) == ""


def test_editions_stand_behind_a_switch(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    made = [
        make_evidence("f();", name=f"snippets/a/x.rs (edition {e})", kind=kind, side_by_side=True, edition=Edition(e))
        for e, kind in (("2021", Kind.ERROR), ("2024", Kind.RUNS))
    ]
    made = [replace(e, outcome=e.outcome and replace(e.outcome, edition=Edition(e.snippet.id[-5:-1]))) for e in made]
    index = EvidenceIndex(Run(tuple(made), tuple(make_block(e, line=3, page="docs/a.md") for e in made)))
    extension = BorrowproofExtension(index=index, page="docs/a.md")
    html = Markdown(extensions=[extension]).convert('# A\n\n```rust {title="Both <b>"}\nf();\n```\n')
    assert html.count("<figure") == 2
    assert html.count('data-borrowproof="docs/a.md:3"') == 2
    assert "<legend>Edition</legend>" in html
    assert html.count('type="radio"') == 2
    assert html.count(" checked>") == 1
    assert '<label for="snippet-x-2021-chosen">2021 ' in html
    assert 'id="snippet-x-2024"' in html
    assert html.count("Both &lt;b&gt;") == 1


def test_a_repair_mends_the_edition_that_fails(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    made = [
        make_evidence("f();", name=f"snippets/a/x.rs (edition {e})", kind=kind, side_by_side=True)
        for e, kind in ((2021, Kind.RUNS), (2024, Kind.ERROR))
    ]
    made.append(make_evidence("g();", name="snippets/a/fix.rs", fixes="x"))
    index = EvidenceIndex(Run(tuple(made), tuple(make_block(e, line=n, page="docs/a.md") for n, e in enumerate(made))))
    repaired = index.repaired_block(index.shown_blocks[2])
    assert repaired is not None
    assert repaired.anchor == "snippet-x-2024"


def test_a_prediction_does_not_tell_how_editions_come_out(make_evidence: MakeEvidence, make_block: MakeBlock) -> None:
    made = [make_evidence("f();", name=f"snippets/a/x.rs (edition {e})", side_by_side=True) for e in (2021, 2024)]
    index = EvidenceIndex(Run(tuple(made), tuple(make_block(e, line=3, page="docs/a.md") for e in made)))
    extension = BorrowproofExtension(index=index, page="docs/a.md")
    html = Markdown(extensions=[extension]).convert('# A\n\n```rust {predict="Which?"}\nf();\n```\n')
    switch = html[html.index("<fieldset") : html.index("</fieldset>")]
    assert "bp-badge" not in switch
    assert html.count("Show the verdict") == 2
