"""How cargo calls rustdoc, read argument by argument."""

from __future__ import annotations

from pathlib import Path

from borrowproof.backends import rustdoc_arguments as arguments

CALL = [
    *("--edition=2021", "--crate-type", "lib", "--color", "auto", "--crate-name", "app", "--test", "app/src/lib.rs"),
    *("--test-run-directory", "/w/app", "--extern", "dep=deps/libdep.rlib", "--extern=priv:other=/t/libother.so"),
    *("--extern", "proc_macro", "-L", "dependency=/t/deps", "-Lnative=out", "-L/t/all", "--cfg", 'feature="a"'),
    *("--cfg=b", "--check-cfg", "cfg(b)", "-C", "embed-bitcode=no", "-Ctarget-cpu=native", "--error-format", "json"),
    *("-D", "warnings", "--cap-lints=allow"),
]
W = Path("/w")


def test_what_each_test_is_given_is_told_from_the_rest() -> None:
    given, other = arguments.sort(CALL)
    assert given == [
        *("--extern", "dep=deps/libdep.rlib", "--extern=priv:other=/t/libother.so", "--extern", "proc_macro"),
        *("-L", "dependency=/t/deps", "-Lnative=out", "-L/t/all", "--cfg", 'feature="a"', "--cfg=b"),
        *("--check-cfg", "cfg(b)", "-C", "embed-bitcode=no", "-Ctarget-cpu=native"),
    ]
    assert other == {
        "--edition": "2021",
        "--crate-type": "lib",
        "--color": "auto",
        "--crate-name": "app",
        "root": "app/src/lib.rs",
        "--test-run-directory": "/w/app",
        "--error-format": "json",
    }


def test_the_parts_of_what_is_given() -> None:
    given, _ = arguments.sort(CALL)
    assert dict(arguments.externs(given, W)) == {"dep": W / "deps/libdep.rlib", "other": Path("/t/libother.so")}
    assert arguments.externs_named(given) == ["dep", "other", "proc_macro"]
    assert list(arguments.searched(given, W)) == [Path("/t/deps"), W / "out", Path("/t/all")]
    assert list(arguments.values_of(given, "--cfg")) == ['feature="a"', "b"]
    assert list(arguments.values_of(given, "-C")) == ["embed-bitcode=no", "target-cpu=native"]


def test_the_variables_are_those_that_cargo_set() -> None:
    started = {"HOME": "/h", "LD_LIBRARY_PATH": "/mine:/also", "CARGO_PKG_NAME": "before"}
    call = {
        **started,
        "CARGO_PKG_NAME": "app",
        "OUT_DIR": "/t/out",
        "LD_LIBRARY_PATH": "/t/deps:/tool/lib:/mine:/also",
        "RUSTUP_HOME": "/r",
        "CARGO_HOME": "/c",
        "SHLVL": "2",
        "BORROWPROOF_RUSTDOC_CALLS": "/x",
    }
    found = arguments.environment(call, started)
    assert found == {"CARGO_PKG_NAME": "app", "OUT_DIR": "/t/out", "LD_LIBRARY_PATH": "/t/deps:/tool/lib"}
    assert arguments.libraries(found) == [Path("/t/deps"), Path("/tool/lib")]
    assert arguments.libraries({}) == []
