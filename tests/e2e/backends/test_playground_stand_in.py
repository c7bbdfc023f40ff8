"""The stand-in for the Rust Playground is itself true: its answers, its limits, its faults, its manners."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from borrowproof.process import procfs, workspace
from tests.conftest import PATIENT
from tests.playground import Fault, Playground, cargo
from tests.playground.toolchains import Toolchain

Occupied = tuple[list[float], threading.Event]
EXECUTE = {"channel": "stable", "mode": "debug", "edition": "2024", "crateType": "bin", "tests": False}
HELLO = 'fn main() { println!("hello"); }'
MOVED = "fn main() {\n    let v = vec![1];\n    drop(v);\n    let unused = 1;\n    v.len();\n}\n"
ENDLESS = "fn main() { loop { std::thread::sleep(std::time::Duration::from_millis(50)); } }"

# What the engine may send to judge many snippets in one request: it writes them, compiles them, prints what rustc says.
DRIVER = r"""
use std::process::Command;
fn main() {
    let version = Command::new("rustc").arg("-vV").output().unwrap();
    println!("{}", String::from_utf8(version.stdout).unwrap());
    for (name, code) in [("good", "fn main() {}"), ("bad", "fn main() { let s: i32 = \"\"; }")] {
        std::fs::write(format!("{name}.rs"), code).unwrap();
        let out = Command::new("rustc")
            .args(["--edition=2024", "--error-format=json", "--emit=metadata", &format!("{name}.rs")])
            .output()
            .unwrap();
        println!("{name}: {}\n{}", out.status, String::from_utf8(out.stderr).unwrap());
    }
}
"""


def post(server: Playground, path: str, payload: object, **options: Any) -> requests.Response:
    return requests.post(server.url + path, json=payload, timeout=PATIENT, **options)


def execute(server: Playground, code: str, **fields: object) -> Any:
    response = post(server, "/execute", {**EXECUTE, "code": code, **fields})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json"
    return response.json()


def error(response: requests.Response) -> tuple[int, str]:
    assert response.headers["content-type"] == "application/json"
    assert response.json().keys() == {"error"}
    return response.status_code, response.json()["error"]


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where a server puts its files; at the end there is nothing in it, and no process that belongs to it."""
    workspace.workspace()  # this process's own folder is made elsewhere, whichever test comes first
    before = procfs.pids()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    yield tmp_path
    assert list(tmp_path.iterdir()) == []
    assert list(procfs.marked(procfs.pids() - before, str(tmp_path).encode())) == []


# Running


def test_a_program_runs_within_cargos_framing(playground: Playground) -> None:
    answer = execute(playground, HELLO)
    assert answer.keys() == {"success", "exitDetail", "stdout", "stderr"}
    assert (answer["success"], answer["exitDetail"]) == (True, "Exited with status 0")
    assert answer["stdout"] == "hello\n"
    assert re.fullmatch(
        r"   Compiling playground v0\.0\.1 \(/playground\)\n"
        r"    Finished `dev` profile \[unoptimized \+ debuginfo\] target\(s\) in \d+\.\d\ds\n"
        r"     Running `target/debug/playground`\n",
        answer["stderr"],
    )


def test_errors_and_warnings_are_counted_by_cargo(playground: Playground) -> None:
    answer = execute(playground, MOVED)
    assert (answer["success"], answer["exitDetail"], answer["stdout"]) == (False, "Exited with status 101", "")
    lines = answer["stderr"].splitlines()
    assert lines[:3] == [
        "   Compiling playground v0.0.1 (/playground)",
        "error[E0382]: borrow of moved value: `v`",
        " --> src/main.rs:5:5",
    ]
    assert lines[-2:] == [
        'warning: `playground` (bin "playground") generated 1 warning',
        'error: could not compile `playground` (bin "playground") due to 1 previous error; 1 warning emitted',
    ]


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ('panic!("no")', "Exited with status 101"),
        ("std::process::exit(3)", "Exited with status 3"),
        ("std::process::abort()", "Exited with signal 6 (SIGABRT): abort program"),
        ("unsafe { std::ptr::null_mut::<u8>().write_volatile(1) }", "Exited with signal "),
    ],
)
def test_how_a_program_ends(playground: Playground, body: str, detail: str) -> None:
    answer = execute(playground, f"fn main() {{ {body} }}", mode="release")
    assert answer["success"] is False
    assert answer["exitDetail"].startswith(detail)
    assert "     Running `target/release/playground`" in answer["stderr"]


def test_a_library_is_built_and_not_run(playground: Playground) -> None:
    answer = execute(playground, "pub fn f() {}", crateType="lib")
    assert answer["success"] is True
    assert "Running" not in answer["stderr"]
    assert (
        "could not compile `playground` (lib)" in execute(playground, "pub fn f() { g() }", crateType="lib")["stderr"]
    )


def test_tests_are_run(playground: Playground) -> None:
    code = "#[test] fn good() {} #[test] fn bad() { assert_eq!(1, 2) }"
    answer = execute(playground, code, crateType="lib", tests=True)
    assert (answer["success"], answer["exitDetail"]) == (False, "Exited with status 101")
    assert "test result: FAILED. 1 passed; 1 failed" in answer["stdout"]


def test_edition_channel_and_backtrace_take_effect(playground: Playground) -> None:
    assert execute(playground, "fn main() { let async = 1; let _ = async; }", edition="2015")["success"] is True
    feature = "#![feature(never_type)] fn main() {}"
    assert "E0554" in execute(playground, feature)["stderr"]
    assert execute(playground, feature, channel="nightly")["success"] is True
    assert "stack backtrace:" in execute(playground, 'fn main() { panic!("x") }', backtrace=True)["stderr"]
    assert "stack backtrace:" not in execute(playground, 'fn main() { panic!("x") }')["stderr"]


def test_a_program_lives_in_a_container_of_its_own(playground: Playground) -> None:
    code = r"""
    fn main() {
        std::fs::write("left-behind", "x").unwrap();
        println!("{:?} {:?}", std::env::current_dir().unwrap(), std::env::var("HOME").unwrap());
        println!("{}", std::io::stdin().lines().count());
        println!("{}", std::env::vars().filter(|(name, _)| name.starts_with("PYTEST")).count());
    }"""
    assert execute(playground, code)["stdout"] == '"/playground" "/playground"\n0\n0\n'
    assert execute(playground, 'fn main() { assert!(!std::path::Path::new("left-behind").exists()) }')["success"]


def test_the_batch_driver_works(playground: Playground) -> None:
    answer = execute(playground, DRIVER)
    assert answer["success"] is True, answer["stderr"]
    version, good, bad = re.split(r"^(?:good|bad): ", answer["stdout"], flags=re.MULTILINE)
    stable = requests.get(playground.url + "/meta/versions", timeout=30).json()["stable"]["rustc"]
    assert f"commit-hash: {stable['hash']}" in version
    assert good.strip() == "exit status: 0"
    diagnostics = [json.loads(line) for line in bad.splitlines()[1:] if line]
    assert [d["code"]["code"] for d in diagnostics if d["code"]] == ["E0308"]


def test_the_missing_beta_is_an_infrastructure_error(playground: Playground) -> None:
    status, message = error(post(playground, "/execute", {**EXECUTE, "channel": "beta", "code": HELLO}))
    assert status == 500
    assert message.startswith("Unable to process the execute request: Could not start the container")


# The other endpoints


def test_compile_gives_code_and_does_not_run(playground: Playground) -> None:
    answer = post(playground, "/compile", {**EXECUTE, "target": "mir", "code": HELLO}).json()
    assert answer.keys() == {"success", "exitDetail", "code", "stdout", "stderr"}
    assert answer["success"] is True
    assert "fn main() -> ()" in answer["code"]
    assert answer["stdout"] == ""
    failed = post(playground, "/compile", {**EXECUTE, "target": "asm", "code": MOVED}).json()
    assert (failed["success"], failed["code"]) == (False, "")
    assert "error[E0382]" in failed["stderr"]


def test_clippy_has_the_other_spelling(playground: Playground) -> None:
    code = "fn main() { let x = 5; let _y = x.clone(); }"
    answer = post(playground, "/clippy", {"edition": "2024", "code": code}).json()
    assert answer.keys() == {"success", "exit_detail", "stdout", "stderr"}
    assert answer["success"] is True
    assert "clippy::clone_on_copy" in answer["stderr"]


def test_miri_runs_or_is_seen_to_be_missing(playground: Playground) -> None:
    code = "fn main() { unsafe { std::ptr::null::<u8>().read_volatile(); } }"
    answer = post(playground, "/miri", {"edition": "2024", "code": code}).json()
    assert answer.keys() == {"success", "exit_detail", "stdout", "stderr"}
    assert answer["success"] is False
    installed = "miri" in requests.get(playground.url + "/meta/versions", timeout=30).json()["nightly"]
    assert ("Undefined Behavior" if installed else "error: no such command: `miri`") in answer["stderr"]


def test_format_gives_the_code_back(playground: Playground) -> None:
    answer = post(playground, "/format", {"edition": "2024", "code": "fn main(){ }"}).json()
    assert answer.keys() == {"success", "exitDetail", "code", "stdout", "stderr"}
    assert (answer["success"], answer["code"]) == (True, "fn main() {}\n")
    broken = post(playground, "/format", {"edition": "2024", "code": "fn main({"}).json()
    assert (broken["success"], broken["code"]) == (False, "fn main({")


def test_macro_expansion(playground: Playground) -> None:
    answer = post(playground, "/macro-expansion", {"edition": "2021", "code": HELLO}).json()
    assert answer.keys() == {"success", "exit_detail", "stdout", "stderr"}
    assert "_print(" in answer["stdout"]


def test_evaluate_is_as_mdbook_wants_it(playground: Playground) -> None:
    request = {"version": "stable", "optimize": "0", "code": HELLO}
    assert post(playground, "/evaluate.json", request).json() == {"result": "hello\n", "error": None}
    failed = post(playground, "/evaluate.json", {**request, "code": MOVED, "edition": "2021"}).json()
    assert failed["result"] == failed["error"]
    assert "error[E0382]" in failed["error"]


def test_versions_are_those_of_the_local_toolchains(playground: Playground) -> None:
    response = requests.get(playground.url + "/meta/versions", timeout=30)
    assert response.headers["cache-control"] == "public, max-age=600"
    for channel in ("stable", "nightly"):
        tools = response.json()[channel]
        said = subprocess.run(["rustc", f"+{channel}", "-vV"], capture_output=True, text=True, check=True).stdout
        assert f"commit-hash: {tools['rustc']['hash']}\n" in said
        assert f"release: {tools['rustc']['version']}\n" in said
        assert {"rustc", "rustfmt", "clippy"} <= tools.keys()
        for version in tools.values():
            assert version.keys() == {"version", "hash", "date"}
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", version["date"])


def test_gists_are_kept(playground: Playground) -> None:
    made = post(playground, "/meta/gist", {"code": "fn main() { /* é */ }"}).json()
    assert made.keys() == {"id", "url", "code"}
    assert requests.get(f"{playground.url}/meta/gist/{made['id']}", timeout=30).json() == made
    assert error(requests.get(playground.url + "/meta/gist/none", timeout=30))[0] == 500


# Requests that are wrong


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"channel": ', "Failed to parse the request body as JSON"),
        (b"\xff", "Failed to parse the request body as JSON"),
        (b'{"code": "\\ud800"}', "Failed to parse the request body as JSON"),
        (b"[]", "invalid type"),
        (b"{}", "missing field `channel` at line 1 column 2"),
        (json.dumps({**EXECUTE}).encode(), "missing field `code`"),
        (json.dumps({**EXECUTE, "code": 1}).encode(), "code: invalid type: 1, expected a string"),
        (json.dumps({**EXECUTE, "code": "", "tests": "no"}).encode(), 'invalid type: "no", expected a boolean'),
        (json.dumps({**EXECUTE, "code": "", "edition": None}).encode(), "invalid type: null, expected a string"),
    ],
)
def test_what_cannot_be_read_is_400(playground: Playground, body: bytes, reason: str) -> None:
    headers = {"content-type": "application/json"}
    status, message = error(requests.post(playground.url + "/execute", data=body, headers=headers, timeout=30))
    assert status == 400
    assert message.startswith("Unable to deserialize request: ")
    assert reason in message


def test_a_body_must_be_declared_as_json(playground: Playground) -> None:
    body = json.dumps({**EXECUTE, "code": HELLO})
    status, message = error(requests.post(playground.url + "/execute", data=body, timeout=30))
    assert (status, "Content-Type: application/json" in message) == (400, True)


@pytest.mark.parametrize(
    ("field", "what"),
    [("channel", "channel"), ("mode", "mode"), ("edition", "edition"), ("crateType", "crate type")],
)
def test_a_bad_value_is_500(playground: Playground, field: str, what: str) -> None:
    response = post(playground, "/execute", {**EXECUTE, "code": HELLO, field: "2027"})
    assert error(response) == (500, f"'2027' is not a valid {what}")


def test_the_edition_must_be_given_and_other_fields_are_ignored(playground: Playground) -> None:
    request = {name: value for name, value in EXECUTE.items() if name != "edition"}
    assert error(post(playground, "/execute", {**request, "code": HELLO})) == (500, "'' is not a valid edition")
    assert execute(playground, HELLO, future={"x": 1})["success"] is True


def test_the_front_refuses_a_large_body_in_html(playground: Playground) -> None:
    response = post(playground, "/execute", {**EXECUTE, "code": " " * (1 << 20)})
    assert response.status_code == 413
    assert response.headers["content-type"] == "text/html"
    assert response.text.startswith("<html>")
    assert "access-control-allow-origin" not in response.headers


def test_unknown_addresses(playground: Playground) -> None:
    assert requests.get(playground.url + "/nothing", timeout=30).status_code == 404
    assert requests.get(playground.url + "/execute", timeout=30).status_code == 405


def test_a_page_of_any_origin_may_ask(playground: Playground) -> None:
    asks = {
        "origin": "https://example.org",
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type",
    }
    preflight = requests.options(playground.url + "/execute", headers=asks, timeout=30)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == "*"
    assert preflight.headers["access-control-allow-headers"] == "content-type"
    assert preflight.headers["access-control-allow-methods"] == "GET,POST"
    for response in (post(playground, "/execute", {}), requests.get(playground.url + "/meta/versions", timeout=30)):
        assert response.headers["access-control-allow-origin"] == "*"


# Limits


def test_a_program_that_never_ends_is_timed_out_with_all_it_started(scratch: Path) -> None:
    code = f"use std::process::Command; {ENDLESS}".replace(
        "{ loop", '{ Command::new("sleep").arg("60").spawn().unwrap(); loop'
    )
    with Playground(timeout=1) as server:
        began = time.monotonic()
        response = post(server, "/execute", {**EXECUTE, "code": code})
        assert error(response) == (500, "The operation timed out: deadline has elapsed")
        assert 0.9 < time.monotonic() - began < 30  # the child would sleep for 60


@pytest.fixture
def occupied(monkeypatch: pytest.MonkeyPatch) -> Iterator[Occupied]:
    """What the stand-in gives a run to run in: the seconds of each so far, and the event that lets all of them end."""
    given: list[float] = []
    end = threading.Event()

    def run(job: cargo.Job, toolchain: Toolchain, room: cargo.Room, *_: object) -> cargo.Run:
        given.append(room.seconds)
        end.wait(PATIENT)
        return cargo.Run(True, "Exited with status 0", "", "", "")

    monkeypatch.setattr(cargo, "run", run)
    yield given, end
    end.set()


def test_whoever_waits_for_a_container_all_the_time_is_timed_out(occupied: Occupied) -> None:
    given, end = occupied
    with Playground(timeout=1, at_once=1) as server, ThreadPoolExecutor(1) as pool:
        first = pool.submit(execute, server, HELLO)
        while not given:
            time.sleep(0.01)
        late = post(server, "/execute", {**EXECUTE, "code": HELLO})
        end.set()
        assert error(late) == (500, "The operation timed out: deadline has elapsed")
        assert first.result()["success"] is True
    assert len(given) == 1


def test_waiting_for_a_container_is_part_of_the_time(occupied: Occupied) -> None:
    given, end = occupied
    with Playground(timeout=PATIENT, at_once=1) as server, ThreadPoolExecutor(2) as pool:
        both = [pool.submit(execute, server, HELLO) for _ in range(2)]
        while not given or len(server.requests) < 2:
            time.sleep(0.01)
        time.sleep(1)
        end.set()
        assert [one.result()["success"] for one in both] == [True, True]
    _, second = given
    assert second < PATIENT - 0.5


@pytest.mark.parametrize("macro", ["print", "eprint"])
def test_too_much_output_is_500(scratch: Path, macro: str) -> None:
    with Playground(timeout=PATIENT) as server:
        code = f'fn main() {{ loop {{ {macro}!("{"x" * 1000}"); }} }}'
        status, message = error(post(server, "/execute", {**EXECUTE, "code": code}))
        assert (status, "bytes of output" in message) == (500, True)


def test_output_that_is_not_utf8_is_500(playground: Playground) -> None:
    code = r'fn main() { std::io::Write::write_all(&mut std::io::stdout(), b"\xff").unwrap() }'
    status, message = error(post(playground, "/execute", {**EXECUTE, "code": code}))
    assert (status, message.endswith("Found non-UTF-8 data")) == (500, True)


def test_a_program_that_takes_too_much_memory_is_killed(scratch: Path) -> None:
    with Playground(timeout=PATIENT, memory=256 << 20) as server:
        answer = execute(server, "fn main() { let mut v = Vec::new(); loop { v.push(vec![1u8; 1 << 20]); } }")
    assert answer["success"] is False
    assert answer["exitDetail"] == "Exited with signal 9 (SIGKILL): kill program"
    assert "Running `target/debug/playground`" in answer["stderr"]


# Faults


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (Fault.BAD_GATEWAY, 502),
        (Fault.UNAVAILABLE, 503),
        (Fault.GATEWAY_TIMEOUT, 504),
        (Fault.TOO_LARGE, 413),
        (Fault.TOO_MANY_REQUESTS, 429),
        (Fault.HTML_PAGE, 200),
    ],
)
def test_the_front_answers_in_html(playground: Playground, fault: Fault, status: int) -> None:
    playground.fault(fault, retry_after=7)
    response = post(playground, "/execute", {**EXECUTE, "code": HELLO})
    assert (response.status_code, response.headers["content-type"]) == (status, "text/html")
    assert response.headers["retry-after"] == "7"
    assert response.text.startswith("<html>")
    assert execute(playground, HELLO)["success"] is True
    assert [received.faults for received in playground.requests] == [(fault,), ()]


def test_timeout_and_overload_are_errors_in_json(playground: Playground) -> None:
    playground.fault(Fault.TIMEOUT)
    playground.fault(Fault.OVERLOADED, times=2, after=1)
    messages = [error(post(playground, "/execute", {**EXECUTE, "code": HELLO})) for _ in range(3)]
    assert messages[0] == (500, "The operation timed out: deadline has elapsed")
    assert messages[1] == messages[2] == (500, "Unable to process the execute request: Could not start the container")
    assert execute(playground, HELLO)["success"] is True


def test_bodies_that_are_no_answer(playground: Playground) -> None:
    playground.fault(Fault.EMPTY_BODY)
    response = post(playground, "/execute", {**EXECUTE, "code": HELLO})
    assert (response.status_code, response.content) == (200, b"")
    playground.fault(Fault.JSON_LIST)
    assert post(playground, "/execute", {**EXECUTE, "code": HELLO}).json() == []
    playground.fault(Fault.TRUNCATED_JSON)
    response = post(playground, "/execute", {**EXECUTE, "code": HELLO})
    assert response.status_code == 200
    assert len(response.content) == int(response.headers["content-length"])
    with pytest.raises(requests.JSONDecodeError):
        response.json()


def test_a_right_answer_declared_as_html(playground: Playground) -> None:
    playground.fault(Fault.WRONG_CONTENT_TYPE)
    response = post(playground, "/execute", {**EXECUTE, "code": HELLO})
    assert response.headers["content-type"] == "text/html"
    assert response.json()["stdout"] == "hello\n"


def test_dropped_connections(playground: Playground) -> None:
    playground.fault(Fault.DROPPED)
    with pytest.raises(requests.ConnectionError):
        post(playground, "/execute", {**EXECUTE, "code": HELLO})
    playground.fault(Fault.DROPPED_MID_BODY)
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        post(playground, "/execute", {**EXECUTE, "code": HELLO})
    assert [received.status for received in playground.requests] == [None, 200]
    assert execute(playground, HELLO)["success"] is True


def test_slow_and_trickling_answers(playground: Playground) -> None:
    playground.fault(Fault.SLOW, seconds=1)
    with pytest.raises(requests.ReadTimeout):
        requests.get(playground.url + "/meta/gist/x", timeout=0.3)
    playground.fault(Fault.TRICKLE, seconds=3)
    began = time.monotonic()
    response = requests.get(playground.url + "/meta/gist/x", timeout=2)  # every piece is in time, not the whole
    assert (response.status_code, response.json()) == (500, {"error": "Gist loading failed: Not Found"})
    assert time.monotonic() - began > 2


def test_changed_fields(playground: Playground) -> None:
    def spoilt(fault: Fault, code: str = HELLO) -> Any:
        playground.fault(fault)
        return execute(playground, code)

    assert spoilt(Fault.ERROR_KEY).keys() == {"success", "exitDetail", "stdout", "stderr", "error"}
    assert spoilt(Fault.NO_EXIT_DETAIL).keys() == {"success", "stdout", "stderr"}
    assert spoilt(Fault.OTHER_SPELLING).keys() == {"success", "exit_detail", "stdout", "stderr"}
    wrong = spoilt(Fault.WRONG_TYPES)
    assert (wrong["success"], wrong["stdout"]) == ("True", None)
    cut = spoilt(Fault.CUT_OUTPUT)
    assert (cut["success"], cut["stdout"]) == (True, "hel")
    counted = spoilt(Fault.WRONG_COUNT, MOVED)["stderr"]
    assert "due to 2 previous errors; 1 warning emitted" in counted
    assert len(re.findall(r"^error\[", counted, re.MULTILINE)) == 1
    assert "previous error" not in spoilt(Fault.WRONG_COUNT)["stderr"]


def test_a_run_out_of_memory_ends_after_running(playground: Playground) -> None:
    playground.fault(Fault.OUT_OF_MEMORY, times=2)
    answer = execute(playground, HELLO)
    assert (answer["success"], answer["exitDetail"]) == (False, "Exited with signal 9 (SIGKILL): kill program")
    assert answer["stderr"].endswith("     Running `target/debug/playground`\n")
    assert answer["stdout"] == "hel"
    assert execute(playground, MOVED)["exitDetail"] == "Exited with status 101"


def test_rustc_is_really_killed(playground: Playground) -> None:
    playground.fault(Fault.RUSTC_KILLED)
    answer = execute(playground, HELLO)
    assert (answer["success"], answer["exitDetail"]) == (False, "Exited with status 101")
    assert 'error: could not compile `playground` (bin "playground")' in answer["stderr"]
    assert answer["stderr"].endswith("(signal: 9, SIGKILL: kill)\n")
    assert "Running" not in answer["stderr"]


def test_rustc_is_killed_within_the_batch(playground: Playground) -> None:
    playground.fault(Fault.INNER_RUSTC_KILLED)
    answer = execute(playground, DRIVER)
    assert answer["success"] is True
    assert "commit-hash: " in answer["stdout"]
    assert "good: signal: 9 (SIGKILL)" in answer["stdout"]
    assert "bad: signal: 9 (SIGKILL)" in answer["stdout"]


def test_the_toolchain_changes_midway(playground: Playground) -> None:
    def versions() -> Any:
        return requests.get(playground.url + "/meta/versions", timeout=30).json()

    before = versions()
    playground.fault(Fault.TOOLCHAIN_CHANGED, None, after=1)
    assert versions() == before
    after = versions()
    assert (after["stable"], after["nightly"]) == (before["nightly"], before["stable"])
    assert f"commit-hash: {before['nightly']['rustc']['hash']}" in execute(playground, DRIVER)["stdout"]


def test_faults_add_up(playground: Playground) -> None:
    playground.fault(Fault.TIMEOUT)
    playground.fault(Fault.NO_EXIT_DETAIL, after=1)
    playground.fault(Fault.WRONG_CONTENT_TYPE, after=1)
    answers = [post(playground, "/execute", {**EXECUTE, "code": HELLO}) for _ in range(2)]
    assert [response.status_code for response in answers] == [500, 200]
    assert answers[1].headers["content-type"] == "text/html"
    assert "exitDetail" not in answers[1].json()


def test_faults_befall_only_what_is_meant(playground: Playground) -> None:
    playground.fault(Fault.BAD_GATEWAY, None, path="/execute", containing="unlucky")
    assert requests.get(playground.url + "/meta/versions", timeout=30).status_code == 200
    assert execute(playground, HELLO)["success"] is True
    for _ in range(3):
        assert post(playground, "/execute", {**EXECUTE, "code": "// unlucky"}).status_code == 502
    assert requests.options(playground.url + "/execute", timeout=30).status_code == 200
    playground.clear_faults()
    assert execute(playground, HELLO + "// unlucky")["success"] is True


# Manners, and the server's own


def test_the_log_tells_what_was_asked(playground: Playground) -> None:
    post(playground, "/execute?x=1", {"a": "é"}, headers={"User-Agent": "borrowproof/0"})
    requests.get(playground.url + "/meta/gist/x", timeout=30)
    first, second = playground.requests
    assert (first.method, first.path, first.json) == ("POST", "/execute", {"a": "é"})
    assert first.headers["user-agent"] == "borrowproof/0"
    assert (first.status, second.status) == (400, 500)
    assert first.ended is not None
    assert first.started <= first.ended <= second.started
    assert playground.peak == 1


def test_concurrent_requests_do_not_mix(scratch: Path) -> None:
    def run(number: int) -> str:
        write, back = f'std::fs::write("n", "{number}").unwrap();', 'std::fs::read_to_string("n").unwrap()'
        code = f'fn main() {{ {write} print!("{{}}", {back}); }}'
        return str(execute(server, code)["stdout"])

    with Playground(timeout=PATIENT) as server, ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(6))) == [str(number) for number in range(6)]
        assert 2 <= server.peak <= 4
        assert len(server.requests) == 6


def test_nothing_is_left_behind(scratch: Path) -> None:
    threads = threading.active_count()
    with Playground(timeout=PATIENT) as server, requests.Session() as kept_open:
        for code in (HELLO, MOVED, 'fn main() { std::process::Command::new("sleep").arg("60").spawn().unwrap(); }'):
            kept_open.post(server.url + "/execute", json={**EXECUTE, "code": code}, timeout=30)
        assert [len(list(folder.iterdir())) for folder in scratch.iterdir()] == [0]
        port = int(server.url.rpartition(":")[2])
    assert threading.active_count() == threads
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_client_that_leaves_does_no_harm(scratch: Path) -> None:
    nap = "fn main() { std::thread::sleep(std::time::Duration::from_secs(1)); }"
    with Playground(timeout=PATIENT) as server:
        with pytest.raises(requests.ReadTimeout):
            requests.post(server.url + "/execute", json={**EXECUTE, "code": nap}, timeout=0.2)
        assert execute(server, HELLO)["stdout"] == "hello\n"


def test_it_runs_by_itself(root: Path, scratch: Path) -> None:
    argv = [sys.executable, "-m", "tests.playground", "--timeout", "5"]
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(argv, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert requests.get(url + "/meta/versions", timeout=30).status_code == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
