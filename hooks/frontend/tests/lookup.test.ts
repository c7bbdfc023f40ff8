import assert from "node:assert/strict";
import { test } from "node:test";

import { type Data, destination, type Entry, lookup, programs, type Result } from "../src/lookup.ts";

function entry(id: string, kind: Entry["kind"], ...says: string[]): Entry {
  const none = { former: [], labels: [], questions: [], parts: [] };
  return { id, kind, title: `About ${id}`, says, ...none, url: `${id}.html`, lessons: [], programs: [] };
}

const DATA: Data = {
  errors: [
    entry("E0382", "code", "borrow of moved value: `_`", "use of moved value: `_`"),
    entry("E0502", "code", "cannot borrow `_` as mutable because it is also borrowed as immutable"),
    entry("E0505", "code", "cannot move out of `_` because it is borrowed"),
    entry("E0507", "code", "cannot move out of `_` which is behind a shared reference"),
    entry("E0597", "code", "`_` does not live long enough"),
    entry("E0309", "code", "the parameter type `_` may not live long enough"),
    entry("E0310", "code", "the parameter type `_` may not live long enough"),
    entry("type-short", "message", "`_` does not live long enough"),
    entry("pattern", "message", "borrow of moved value"),
    entry("lifetime", "message", "lifetime may not live long enough"),
    entry("unused_mut", "lint", "variable does not need to be mutable"),
  ],
  retired: {
    E0007: { now: ["E0382"], note: "", known: true, url: "E0007.html" },
    E0303: { now: [], note: "", known: true, url: "E0303.html" },
    E0490: { now: ["lifetime", "E0999"], note: "", known: false, url: "" },
  },
  elsewhere: ["E0001"],
  judge: "rustc 1.95.0",
};

function names(text: string): string[] {
  return lookup(text, DATA).map((r) => (r.what === "error" ? r.entry.id : `${r.what} ${r.code}`));
}

function goes(text: string): string | null {
  return destination(lookup(text, DATA));
}

test("a code and a coded message land on the code's page", () => {
  for (const text of ["e382", "error[E0382]: borrow of moved value: `a`", "borrow of moved value: `text`", "use of moved value"]) {
    assert.equal(goes(text), "E0382.html", text);
  }
});

test("a header without a code is about what has none, a bare message about what has one first", () => {
  assert.deepEqual(names("error: `T` does not live long enough"), ["type-short", "E0597"]);
  assert.deepEqual(names("`x` does not live long enough"), ["E0597", "type-short"]);
  assert.equal(goes("`x` does not live long enough"), null);
  assert.equal(goes("error: lifetime may not live long enough"), "lifetime.html");
  assert.equal(goes("error: borrow of moved value"), "pattern.html");
  assert.deepEqual(names("borrow of moved value"), ["E0382", "pattern"]);
});

test("a message that several codes share gives them all, and goes nowhere by itself", () => {
  const text = "the parameter type `T` may not live long enough";
  assert.deepEqual(names(text), ["E0309", "E0310"]);
  assert.equal(goes(text), null);
  assert.equal(goes(`error[E0310]: ${text}`), "E0310.html");
});

test("a part of a message, and words in another order, are answered with what resembles them", () => {
  assert.deepEqual(names("cannot move out of"), ["E0505", "E0507"]);
  assert.equal(names("mutable borrowed immutable")[0], "E0502");
  assert.deepEqual(names("zebra"), []);
  assert.deepEqual(names("no"), []);
});

test("retired codes tell their successors", () => {
  const [old] = lookup("E0007", DATA) as Extract<Result, { what: "retired" }>[];
  assert.deepEqual([old?.what, old?.now], ["retired", [DATA.errors[0]]]);
  const [gone] = lookup("490", DATA) as Extract<Result, { what: "retired" }>[];
  assert.deepEqual([gone?.retired.known, gone?.now], [false, [DATA.errors[9], "E0999"]]);
  assert.deepEqual(names("E0303"), ["retired E0303"]);
  assert.deepEqual(names("error[E0001]: unreachable pattern"), ["elsewhere E0001"]);
  assert.equal(goes("E0007"), null);
});

test("an unknown code is said to be unknown, whatever the object prototype knows", () => {
  assert.deepEqual(names("E9999"), ["unknown E9999"]);
  assert.deepEqual(names("error[constructor]: what"), ["unknown constructor"]);
  assert.deepEqual(names("warning[clippy::x]: variable does not need to be mutable"), ["unknown clippy::x", "unused_mut"]);
});

test("several messages are answered in their order, each error once", () => {
  const text = "error[E0502]: a\n\nerror[E0382]: b\n\nerror[E0502]: c\n\nwarning: variable does not need to be mutable";
  assert.deepEqual(names(text), ["E0502", "E0382", "unused_mut"]);
  assert.equal(goes(text), null);
});

test("the log of a build is long: each error is prepared once for all that it says", () => {
  let prepared = 0;
  const errors = DATA.errors.map((one) => {
    const { says, ...others } = one;
    return { ...others, get says() { return (prepared += 1, says); } };
  });
  lookup(Array.from({ length: 300 }, (_, at) => `warning: borrowed thing number${at} moved\n`).join(""), { ...DATA, errors });
  assert.equal(prepared, errors.length);
  assert.deepEqual(names("{".repeat(300_000)), []); // at once, not in minutes
});

test("what a program says when it runs is found on any line, and before warnings", () => {
  const running = { ...entry("stack", "run", "thread `_` has overflowed its stack"), former: ["has overflowed its stack"] };
  const data = { ...DATA, errors: [...DATA.errors, running] };
  const text = "warning: variable does not need to be mutable\n\nthread 'main' (12) has overflowed its stack\nAborted";
  assert.deepEqual(lookup(text, data).map((r) => (r.what === "error" ? r.entry.id : r.what)), ["stack", "unused_mut"]);
});

test("errors come before warnings, and a report leads to the part of the page about it", () => {
  const moved = { ...DATA.errors[0]!, parts: [["in previous iteration of loop", "in-a-loop"]] as [string, string][] };
  const data = { ...DATA, errors: [moved, ...DATA.errors.slice(1)] };
  const text = "warning: variable does not need to be mutable\n\nerror[E0382]: x\n | value moved here, in previous iteration of loop";
  const urls = lookup(text, data).map((r) => (r.what === "error" ? r.url : r.what));
  assert.deepEqual(urls, ["E0382.html#in-a-loop", "unused_mut.html"]);
});

test("labels and words of a question are found where there is no header", () => {
  const known = { ...DATA.errors[0]!, labels: ["value moved here"], questions: ["why can't I use my string twice"] };
  const data = { ...DATA, errors: [known, ...DATA.errors.slice(1)] };
  for (const text of ["  |   - value moved here", "using a string twice"]) {
    const [first] = lookup(text, data);
    assert.equal(first?.what === "error" && first.entry.id, "E0382", text);
  }
});

test("programs that are told the same come first", () => {
  const moved: Entry = { ...DATA.errors[0]!, programs: [["a", "a.html", "borrow of moved value: `x`"], ["b", "b.html", "use of moved value: `y`"]] };
  assert.deepEqual(programs(moved, "use of moved value: `z`").map((p) => p[0]), ["b", "a"]);
  assert.deepEqual(programs(moved, "").map((p) => p[0]), ["a", "b"]);
});
