"""Whether values of a type are copied: from the MIR's operands, from the program's text, from the type's spelling."""

from __future__ import annotations

import pytest

from borrowproof.facts import declarations
from borrowproof.facts.copy_types import CopyTypes
from borrowproof.facts.mir import bodies
from borrowproof.facts.source_text import Source
from tests.oracles.recorded import recorded

TEXT = """
#[derive(Clone, Copy)]
#[allow(dead_code)]
pub struct Point<T> { x: T }
struct Name(String);
enum Side { Left, Right }
impl Copy for Side {}
"""


@pytest.fixture(scope="module")
def copy_types() -> CopyTypes:
    """The types of `TEXT`, in a body that tells of no others."""
    body = bodies.parse(recorded()["vec_growth"][1].bodies[0].mir)
    return CopyTypes(body, declarations.read(Source(TEXT)))


@pytest.mark.parametrize(
    ("type_", "is_copy"),
    [
        ("i32", True),
        ("()", True),
        ("!", True),
        ("&str", True),
        ("&'?3 str", True),
        ("&mut i32", False),
        ("*const u8", True),
        ("fn(i32) -> String", True),
        ("[u8; 4]", True),
        ("[std::string::String; 4]", False),
        ("(i32, &str)", True),
        ("(i32, std::string::String)", False),
        ("std::option::Option<i32>", True),
        ("std::option::Option<std::string::String>", False),
        ("std::option::Option<Unheard>", None),
        ("std::boxed::Box<i32>", False),
        ("std::time::Duration", True),
        ("Point<i32>", True),
        ("Point<std::string::String>", False),
        ("Name", False),
        ("Side", True),
        ("Unheard", None),
    ],
)
def test_a_type_is_copied_or_moved(copy_types: CopyTypes, type_: str, is_copy: bool | None) -> None:
    assert copy_types.is_copy(type_) is is_copy


def test_what_the_mir_copies_or_moves_is_known_whatever_its_name() -> None:
    program, dumped = recorded()["deferred_initialisation"]
    body = bodies.parse(dumped.bodies[0].mir)
    found = CopyTypes(body, declarations.read(Source(program.code)))
    assert {local.type: found.is_copy(local.type) for local in body.locals.values() if local.type == "usize"} == {
        "usize": True
    }
