// Edits that were kept find their figure again, or say that the lesson has changed.

import assert from "node:assert/strict";
import { test } from "node:test";

import { belonging, fingerprint, keep, keptEdits, keyOf, nameOf, pageOf, type Name } from "../src/edits.ts";
import { framed, offset } from "../src/editor/frame.ts";

const name = (id: string, program: string, page = "/moves/"): Name => ({ page, id, fingerprint: fingerprint(program) });
const EDIT = { code: "fn main() { }", edition: "2024", channel: "stable" };

/** A Storage of this process; `full` refuses to take anything. */
function storageOf(entries: Record<string, string>, full = false): Storage {
  const items: Record<string, string> = { ...entries };
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException("full", "QuotaExceededError");
      items[key] = value;
    },
    removeItem: (key: string) => delete items[key],
  };
  return new Proxy(items, { get: (_, key) => methods[key as keyof typeof methods] }) as unknown as Storage;
}

test("a key names its edit, and nothing else does", () => {
  const one = name("snippet-a", "fn main() {}");
  assert.deepEqual(nameOf(keyOf(one)), one);
  assert.equal(nameOf("borrowproof:edit:rubbish"), null);
  assert.equal(nameOf("theirs"), null);
});

test("a folder and its index page are one page", () => {
  assert.equal(pageOf("/a/index.html"), "/a/");
  assert.equal(pageOf("/a/"), "/a/");
  assert.equal(pageOf("/a/b.html"), "/a/b.html");
});

test("programs that differ at all have other fingerprints", () => {
  const programs = Array.from({ length: 2000 }, (_, number) => `fn main() { let x = ${number}; }`);
  assert.equal(new Set(programs.map(fingerprint)).size, programs.length);
  assert.notEqual(fingerprint("a\n"), fingerprint("a"));
});

test("an edit belongs to its program, wherever that stands by now; else to its place, and is stale", () => {
  const figures = [name("snippet-1", "new"), name("snippet-2", "A"), name("snippet-3", "B")];
  const kept = [name("snippet-2", "A"), name("snippet-1", "A"), name("snippet-1", "old"), name("snippet-9", "gone"), name("snippet-1", "new", "/other/")];
  assert.deepEqual(belonging(figures, kept), [
    { id: "snippet-2", stale: false },
    { id: "snippet-2", stale: false },
    { id: "snippet-1", stale: true },
    null,
    null,
  ]);
});

test("a page reads its own edits, the current one first, and passes over what is damaged", () => {
  const figures = [name("snippet-a", "new")];
  const storage = storageOf({
    [keyOf(name("snippet-a", "old"))]: JSON.stringify(EDIT),
    [keyOf(name("snippet-a", "new"))]: JSON.stringify({ ...EDIT, edition: "2021" }),
    [keyOf(name("snippet-a", "older"))]: "{",
    theirs: "1",
  });
  const kept = keptEdits(storage, figures).get("snippet-a") ?? [];
  assert.deepEqual(kept.map(({ stale, edit }) => [stale, edit.edition]), [[false, "2021"], [true, "2024"]]);
  assert.deepEqual(keptEdits(null, figures).size, 0);
});

test("keeping says whether it worked", () => {
  const storage = storageOf({});
  assert.equal(keep(storage, "k", EDIT), true);
  assert.deepEqual(JSON.parse(storage.getItem("k")!), EDIT);
  assert.equal(keep(storage, "k", null), true);
  assert.equal(storage.getItem("k"), null);
  assert.equal(keep(storageOf({}, true), "k", EDIT), false);
  assert.equal(keep(null, "k", EDIT), false);
});

test("a program is put together again as it was", () => {
  for (const code of ["", "\n\nfn main() {\n}\n", "  \n\tfn main() {}\n\n", "fn main() {}"]) {
    const { before, text, after } = framed(code);
    assert.equal(before + text + after, code);
  }
  assert.equal(offset(framed("\n  \n    let a = 1;\n")), 2);
  assert.equal(framed("\n  \n    let a = 1;\n").text, "    let a = 1;");
});
