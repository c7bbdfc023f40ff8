"""The text of a claim is read to the letter, and what is no claim is refused with the valid ones."""

from __future__ import annotations

import pytest

from borrowproof.annotations import claims
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.expectation import Expectation, Kind
from borrowproof.model.origin import Origin
from borrowproof.model.question import Choice, Claim, ClaimKind
from borrowproof.model.snippet import Snippet

FORMS = {
    "compiles": Claim(ClaimKind.COMPILES),
    "compiles no_run": Claim(ClaimKind.BUILDS),
    "undefined behaviour": Claim(ClaimKind.UNDEFINED),
    "error": Claim(ClaimKind.ERROR),
    "error E0382": Claim(ClaimKind.ERROR, frozenset({"E0382"})),
    "error E0382 E0505 on line 4": Claim(ClaimKind.ERROR, frozenset({"E0382", "E0505"}), frozenset({4})),
    "error on lines 4, 9": Claim(ClaimKind.ERROR, lines=frozenset({4, 9})),
    "panics": Claim(ClaimKind.PANICS),
    "panics on line 12": Claim(ClaimKind.PANICS, lines=frozenset({12})),
    "prints row 7 on line 3": Claim(ClaimKind.PRINTS, printed="row 7 on line 3\n"),
    "prints nothing": Claim(ClaimKind.PRINTS, printed=""),
}


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_read_and_written_again(text: str) -> None:
    assert claims.parse(text) == FORMS[text]
    assert claims.unparse(FORMS[text]) == text


@pytest.mark.parametrize(
    "text",
    ["error E0382 on lines 4, 9 and 11", "error E0382, on lines 4 and 9, and 11", " error E0382 on line 4, 9, 11"],
)
def test_lines_are_listed_as_people_list_them(text: str) -> None:
    assert claims.parse(text) == Claim(ClaimKind.ERROR, frozenset({"E0382"}), frozenset({4, 9, 11}))


def test_output_of_several_lines_is_written_on_one() -> None:
    assert claims.unparse(Claim(ClaimKind.PRINTS, printed="one \n\ntwo \n\n")) == "prints one  /  / two "
    assert claims.unparse(Claim(ClaimKind.PRINTS, printed="\n")) == "prints nothing"


def test_a_claim_is_written_in_order() -> None:
    claim = Claim(ClaimKind.ERROR, frozenset({"E0505", "E0382"}), frozenset({11, 4}))
    assert claims.unparse(claim) == "error E0382 E0505 on lines 4, 11"


def test_prints_alone_waits_for_its_lines() -> None:
    claim = claims.parse("prints")
    assert claims.awaits_output(claim)
    assert not claims.awaits_output(claims.parse("prints nothing"))
    assert claims.with_output(claim, ["one", "", "two"]) == Claim(ClaimKind.PRINTS, printed="one\n\ntwo\n")


@pytest.mark.parametrize(
    ("text", "message", "fix"),
    [
        ("compile", "`compile` is no claim", "did you mean `compiles`?"),
        ("paniks on line 3", "`paniks on line 3` is no claim", "did you mean `panics`?"),
        ("compiles on line 3", "`compiles on line 3` is no claim", "`error E0382 on line 5`"),
        ("panics E0382", "`panics E0382` is no claim", "valid claims: `compiles`"),
        ("undefined", "`undefined` is no claim", "`undefined behaviour`"),
        ("The lock is held", "`The lock is held` is no claim", "a sentence ends with the claim"),
        ("error E382", "`E382` is no error code", "E and four digits"),
        ("error E0382 on line five", "`on` is no error code", "E and four digits"),
        ("", "`` is no claim", "valid claims"),
    ],
)
def test_what_is_no_claim_is_refused(text: str, message: str, fix: str) -> None:
    with pytest.raises(AnnotationError) as refused:
        claims.parse(text)
    assert message in refused.value.message
    assert fix in refused.value.fix


@pytest.mark.parametrize(
    ("code", "last"),
    [
        ("fn main() {}", 1),
        ("fn main() {}\n\n\n", 1),
        ("\n\nfn main() {}\n", 3),
        ("fn main() {}\n  \n\n", 2),
        ("a\nb\nc", 3),
    ],
)
def test_a_claim_may_name_any_line_up_to_the_last_that_holds_something(code: str, last: int) -> None:
    here = Origin("a.rs", 1)
    program = Snippet("a.rs", here, code, (), Expectation(Kind.ERROR, None))
    for line in (1, last):
        claims.check_decidable(Choice(claims.parse(f"error on line {line}"), "a.rs", True, here), program)
    with pytest.raises(AnnotationError, match=f"a.rs has no line {last + 1}$"):
        claims.check_decidable(Choice(claims.parse(f"error on line {last + 1}"), "a.rs", True, here), program)
