"""The endpoints that run a tool: the fields that each takes, what it does with them, and the fields of its answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.playground.cargo import Job, Run
from tests.playground.fields import (
    FLAG,
    FLAG_OR_FALSE,
    TEXT,
    TEXT_OR_EMPTY,
    TEXT_OR_NONE,
    Field,
    Values,
    one_of,
)
from tests.playground.toolchains import CHANNELS

_CRATE_TYPES = ("bin", "lib", "dylib", "rlib", "staticlib", "cdylib", "proc-macro")
_COMPILED = "compilation"  # the file that /compile reads its answer from


@dataclass(frozen=True, slots=True)
class Tool:
    """One endpoint: `plan` may raise Refused for a bad value, `shape` makes the JSON object of the answer."""

    fields: Mapping[str, Field]
    plan: Callable[[Values], Job]
    shape: Callable[[Run], Mapping[str, object]]


def _execute(values: Values) -> Job:
    channel = _channel(values["channel"])
    crate_type = _crate_type(values)
    mode = _mode(values)
    command = "run" if crate_type == "bin" else "build"
    return Job(
        what="execute",
        channel=channel,
        edition=_edition(values),
        crate_type=crate_type,
        code=str(values["code"]),
        argv=("test" if values["tests"] else command, *mode),
        env=_backtrace(values),
    )


def _evaluate(values: Values) -> Job:
    edition = _edition(values) if str(values["edition"]).strip() else "2015"
    release = ("--release",) if values["optimize"] != "0" else ()
    return Job(
        what="evaluate",
        channel=_channel(values["version"]),
        edition=edition,
        crate_type="bin",
        code=str(values["code"]),
        argv=("test" if values["tests"] else "run", *release),
    )


def _compile(values: Values) -> Job:
    target = one_of(values["target"], ("asm", "llvm-ir", "mir", "hir", "wasm"), "target")
    flavor = one_of(values["assemblyFlavor"] or "att", ("att", "intel"), "assembly flavor")
    one_of(values["demangleAssembly"] or "demangle", ("demangle", "mangle"), "demangle option")
    one_of(values["processAssembly"] or "filter", ("filter", "raw"), "assembly processing option")
    channel = _channel(values["channel"])
    crate_type = _crate_type(values)
    command, *after = _emit(target, flavor)
    return Job(
        what="compile",
        channel=channel,
        edition=_edition(values),
        crate_type=crate_type,
        code=str(values["code"]),
        argv=(command, *_mode(values), *after),
        env=_backtrace(values),
        result=_COMPILED,
    )


def _emit(target: str, flavor: str) -> tuple[str, ...]:
    if target == "wasm":
        return ("wasm", "-o", _COMPILED)
    if target == "hir":
        return ("rustc", "--", "-Zunpretty=hir", "-o", _COMPILED)
    syntax = ("-C", f"llvm-args=-x86-asm-syntax={flavor}") if target == "asm" else ()
    return ("rustc", "--", "--emit", f"{target}={_COMPILED}", *syntax)


def _clippy(values: Values) -> Job:
    channel = _channel(values["channel"] or "nightly")
    crate_type = _crate_type(values)
    return Job("Clippy", channel, _edition(values), crate_type, str(values["code"]), ("clippy",))


def _format(values: Values) -> Job:
    channel = _channel(values["channel"] or "nightly")
    return Job("format", channel, _edition(values), "bin", str(values["code"]), ("fmt",), result="src/main.rs")


def _miri(values: Values) -> Job:
    model = one_of(values["aliasingModel"] or "stacked", ("stacked", "tree"), "aliasing model")
    flags = "-Zmiri-disable-isolation" + (" -Zmiri-tree-borrows" if model == "tree" else "")
    argv = ("miri", "test" if values["tests"] else "run")
    return Job("Miri", "nightly", _edition(values), "bin", str(values["code"]), argv, {"MIRIFLAGS": flags})


def _macro_expansion(values: Values) -> Job:
    argv = ("rustc", "--", "-Zunpretty=expanded")
    return Job("macro expansion", "nightly", _edition(values), "bin", str(values["code"]), argv)


def _channel(value: str | bool | None) -> str:
    return one_of(value, CHANNELS, "channel")


def _crate_type(values: Values) -> str:
    return one_of(values["crateType"], _CRATE_TYPES, "crate type")


def _edition(values: Values) -> str:
    return one_of(values["edition"], ("2015", "2018", "2021", "2024"), "edition")


def _mode(values: Values) -> tuple[str, ...]:
    return ("--release",) if one_of(values["mode"], ("debug", "release"), "mode") == "release" else ()


def _backtrace(values: Values) -> Mapping[str, str]:
    return {"RUST_BACKTRACE": "1"} if values["backtrace"] else {}


def _executed(run: Run) -> Mapping[str, object]:
    return {"success": run.success, "exitDetail": run.exit_detail, "stdout": run.stdout, "stderr": run.stderr}


def _with_code(run: Run) -> Mapping[str, object]:
    return {**_executed(run), "code": run.code}


def _checked(run: Run) -> Mapping[str, object]:
    return {"success": run.success, "exit_detail": run.exit_detail, "stdout": run.stdout, "stderr": run.stderr}


def _evaluated(run: Run) -> Mapping[str, object]:
    """cargo's own lines are left out of a success, and told twice in a failure."""
    told = run.stderr + run.stdout
    return {"result": run.stdout, "error": None} if run.success else {"result": told, "error": told}


_CODE: Mapping[str, Field] = {"edition": TEXT_OR_EMPTY, "code": TEXT}
_EXECUTE = {"channel": TEXT, "mode": TEXT, "crateType": TEXT, "tests": FLAG, "backtrace": FLAG_OR_FALSE, **_CODE}
_ASSEMBLY = dict.fromkeys(("assemblyFlavor", "demangleAssembly", "processAssembly"), TEXT_OR_NONE)
_BIN = Field(str, required=False, default="bin")

TOOLS: Mapping[str, Tool] = {
    "/execute": Tool(_EXECUTE, _execute, _executed),
    "/compile": Tool({"target": TEXT, **_ASSEMBLY, **_EXECUTE}, _compile, _with_code),
    "/clippy": Tool({"channel": TEXT_OR_NONE, "crateType": _BIN, **_CODE}, _clippy, _checked),
    "/format": Tool({"channel": TEXT_OR_NONE, **_CODE}, _format, _with_code),
    "/miri": Tool({"tests": FLAG_OR_FALSE, "aliasingModel": TEXT_OR_NONE, **_CODE}, _miri, _checked),
    "/macro-expansion": Tool(_CODE, _macro_expansion, _checked),
    "/evaluate.json": Tool({"version": TEXT, "optimize": TEXT, "tests": FLAG_OR_FALSE, **_CODE}, _evaluate, _evaluated),
}
