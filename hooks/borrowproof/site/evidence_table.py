"""The tables of the evidence page: groups of rows under the name of the page that they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from borrowproof.site.escaping import escape


@dataclass(frozen=True, slots=True)
class Table:
    """`noun` is what one row is about. `groups` has the rows, each with the HTML of its cells, by group."""

    caption: str
    noun: str
    columns: tuple[str, ...]
    groups: Mapping[str, Sequence[Sequence[str]]]


def html(table: Table) -> str:
    """The table, its groups in the order of their names."""
    head = "".join(f'<th scope="col">{name}</th>' for name in table.columns)
    bodies = "".join(_group(table, name, rows) for name, rows in sorted(table.groups.items()))
    return (
        f'<table class="bp-evidence"><caption>{table.caption}</caption><thead><tr>{head}</tr></thead>{bodies}</table>'
    )


def _group(table: Table, name: str, rows: Sequence[Sequence[str]]) -> str:
    count = f"{len(rows)} {table.noun}{'' if len(rows) == 1 else 's'}"
    width = len(table.columns)
    head = f'<tr><th colspan="{width}" scope="rowgroup">{escape(name)} <span>{count}</span></th></tr>'
    return f"<tbody>{head}{''.join(f'<tr>{_row(table.columns, row)}</tr>' for row in rows)}</tbody>"


def _row(columns: Iterable[str], cells: Iterable[str]) -> str:
    return "".join(_cells(columns, cells))


def _cells(columns: Iterable[str], cells: Iterable[str]) -> Iterator[str]:
    """An empty cell says so to everyone; on a narrow screen each cell carries its column's name."""
    return (f'<td data-column="{name}">{cell or "&#8211;"}</td>' for name, cell in zip(columns, cells, strict=True))
