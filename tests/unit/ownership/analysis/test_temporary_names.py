"""What a value is called that nobody named."""

from __future__ import annotations

import pytest

from borrowproof.ownership.analysis.temporaries import temporary_name


@pytest.mark.parametrize(
    ("type_", "name"),
    [
        ("std::vec::Vec<i32>", "‹Vec›"),
        ("std::sync::MutexGuard<'?3, i32>", "‹guard›"),
        ("std::cell::Ref<'?3, i32>", "‹guard›"),
        ("std::cell::RefMut<'?3, i32>", "‹guard›"),
        ("std::io::StdoutLock<'?3>", "‹guard›"),
        ("std::result::Result<std::sync::MutexGuard<'?3, i32>, std::sync::PoisonError<u8>>", "‹guard›"),
        ("std::option::Option<std::cell::Ref<'?3, i32>>", "‹guard›"),
        ("std::option::Option<std::string::String>", "‹Option›"),
        ("std::result::Result<std::string::String, std::sync::MutexGuard<'?3, i32>>", "‹Result›"),
        ("a::Refs", "‹Refs›"),
        ("{closure@src/main.rs:1:2: 1:9}", "‹closure›"),
        ("{async block@src/main.rs:1:2: 1:9}", "‹future›"),
        ("impl std::future::Future<Output = ()>", "‹Future›"),
        ("dyn std::fmt::Debug", "‹Debug›"),
        ("(u8, u8)", "‹tuple›"),
        ("[u8; 3]", "‹array›"),
        ("&str", "‹reference›"),
        ("*const u8", "‹value›"),
    ],
)
def test_a_temporary_is_called_by_its_kind_or_its_type(type_: str, name: str) -> None:
    assert temporary_name(type_) == name
