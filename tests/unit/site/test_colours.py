"""Every text colour of the stylesheet stands out from both backgrounds of its scheme: 4.5:1 (WCAG 2.2 AA)."""

from __future__ import annotations

import re

import pytest

from borrowproof import assets
from borrowproof.report.ansi import COLOURS

TEXT = ("ink", "quiet", "owner", "shared", "mutable", "dropped", "error", "warning", "panic")
TERMINAL = tuple(f"ansi-{name}" for name in COLOURS if name not in ("black", "white"))
BACKGROUNDS = ("page", "code-page")
SCHEMES = {"light": ":root", "dark": assets.DARK}


def properties(selector: str) -> dict[str, str]:
    blocks = assets.stylesheet().split(f"\n{selector} {{")[1:]
    body = "".join(block.split("}", 1)[0] for block in blocks)
    return dict(re.findall(r"--bp-([\w-]+): (#[0-9a-f]{6}(?:[0-9a-f]{2})?);", body))


def luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", TEXT + TERMINAL)
@pytest.mark.parametrize("background", BACKGROUNDS)
def test_text_stands_out(scheme: str, name: str, background: str) -> None:
    found = properties(SCHEMES[scheme])
    assert contrast(found[name], found[background]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
def test_strings_in_code_stand_out(scheme: str) -> None:
    found = re.findall(r"--bp-string[:,] (#[0-9a-f]{6})", assets.stylesheet())
    colour = dict(zip(SCHEMES, found, strict=True))[scheme]
    assert contrast(colour, properties(SCHEMES[scheme])["code-page"]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(
    ("name", "washes"),
    [
        ("error", ["wash-error"]),
        ("error", ["wash-error", "wash-highlight"]),  # code within a label
        ("warning", ["wash-highlight"]),
        ("ink", ["wash-error", "wash-highlight"]),
        ("quiet", ["wash-error"]),
        ("quiet", ["wash-added"]),
        ("quiet", ["wash-removed"]),
        ("ansi-green", ["wash-added"]),
        ("ansi-red", ["wash-removed"]),
    ],
)
def test_text_stands_out_on_a_wash(scheme: str, name: str, washes: list[str]) -> None:
    found = properties(SCHEMES[scheme])
    background = found["code-page"]
    for wash in washes:
        background = blend(found[wash][:7], background, int(found[wash][7:], 16) / 255)
    assert contrast(found[name], background) >= 4.5


def blend(above: str, below: str, alpha: float) -> str:
    mixed = (round(int(above[i : i + 2], 16) * alpha + int(below[i : i + 2], 16) * (1 - alpha)) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02x}" for channel in mixed)
