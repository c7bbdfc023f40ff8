"""The text of a claim is read to the letter, and what is no claim is refused with the valid ones."""

from __future__ import annotations

import pytest

from borrowproof.annotations import claims
from borrowproof.annotations.errors import AnnotationError
from borrowproof.model.question import Claim, Claimed

FORMS = {
    "compiles": Claim(Claimed.COMPILES),
    "compiles no_run": Claim(Claimed.BUILDS),
    "undefined behaviour": Claim(Claimed.UNDEFINED),
    "error": Claim(Claimed.ERROR),
    "error E0382": Claim(Claimed.ERROR, frozenset({"E0382"})),
    "error E0382 E0505 on line 4": Claim(Claimed.ERROR, frozenset({"E0382", "E0505"}), frozenset({4})),
    "error on lines 4, 9": Claim(Claimed.ERROR, lines=frozenset({4, 9})),
    "panics": Claim(Claimed.PANICS),
    "panics on line 12": Claim(Claimed.PANICS, lines=frozenset({12})),
    "prints row 7 on line 3": Claim(Claimed.PRINTS, printed="row 7 on line 3\n"),
    "prints nothing": Claim(Claimed.PRINTS, printed=""),
}


@pytest.mark.parametrize("text", FORMS)
def test_each_form_is_read_and_written_again(text: str) -> None:
    assert claims.parse(text) == FORMS[text]
    assert claims.written(FORMS[text]) == text


@pytest.mark.parametrize(
    "text",
    ["error E0382 on lines 4, 9 and 11", "error E0382, on lines 4 and 9, and 11", " error E0382 on line 4, 9, 11"],
)
def test_lines_are_listed_as_people_list_them(text: str) -> None:
    assert claims.parse(text) == Claim(Claimed.ERROR, frozenset({"E0382"}), frozenset({4, 9, 11}))


def test_prints_alone_waits_for_its_lines() -> None:
    claim = claims.parse("prints")
    assert claims.awaits_output(claim)
    assert not claims.awaits_output(claims.parse("prints nothing"))
    assert claims.printing(claim, ["one", "", "two"]) == Claim(Claimed.PRINTS, printed="one\n\ntwo\n")


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
