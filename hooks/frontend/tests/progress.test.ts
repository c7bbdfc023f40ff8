import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { count, forget, load, parse, save, withAnswer, withLesson } from "../src/progress.ts";

const NOTHING = { version: 1, lessons: {}, questions: {} } as const;
const kept = new Map<string, string>();
let refuses = false;

function guard(): void {
  if (refuses) throw new Error("the browser refuses");
}

beforeEach(() => {
  kept.clear();
  refuses = false;
  const storage = {
    getItem: (key: string) => (guard(), kept.get(key) ?? null),
    setItem: (key: string, value: string) => (guard(), void kept.set(key, value)),
    removeItem: (key: string) => (guard(), void kept.delete(key)),
  };
  Object.assign(globalThis, { localStorage: storage });
  forget();
});

test("what is not of our form is left out, and damages nothing", () => {
  for (const text of [null, "", "{", "[]", "3", '"x"', "null", '{"version":2,"lessons":{"a":"done"}}']) {
    assert.deepEqual(parse(text), NOTHING, String(text));
  }
  const mixed = '{"version":1,"lessons":{"a":"done","b":"eaten","c":1},"questions":{"a":{"x":true,"y":"yes"},"b":7}}';
  assert.deepEqual(parse(mixed), { version: 1, lessons: { a: "done" }, questions: { a: { x: true }, b: {} } });
});

test("answers are counted for the questions that are asked today", () => {
  let progress = withAnswer(NOTHING, "moves", "one", false);
  progress = withAnswer(progress, "moves", "two", true);
  progress = withAnswer(progress, "moves", "older wording", true);
  progress = withAnswer(progress, "box", "three", true);
  assert.deepEqual(count(progress, "moves", ["one", "two", "four"]), { answered: 2, right: 1 });
  assert.deepEqual(count(withAnswer(progress, "moves", "one", true), "moves", ["one"]), { answered: 1, right: 1 });
  assert.deepEqual(count(progress, "never opened", ["one"]), { answered: 0, right: 0 });
});

test("a lesson is marked and unmarked, and others stay", () => {
  const two = withLesson(withLesson(NOTHING, "moves", "visited"), "box", "done");
  assert.deepEqual(withLesson(two, "moves", "done").lessons, { moves: "done", box: "done" });
  assert.deepEqual(withLesson(two, "moves", null).lessons, { box: "done" });
});

test("what is saved is loaded", () => {
  assert.equal(save(withAnswer(NOTHING, "moves", "one", true)), true);
  assert.deepEqual([...kept.keys()], ["borrowproof:progress"]);
  assert.deepEqual(load().questions, { moves: { one: true } });
});

test("what is forgotten can be brought back", () => {
  save(withLesson(NOTHING, "moves", "done"));
  const bringBack = forget();
  assert.deepEqual([load(), kept.size], [NOTHING, 0]);
  bringBack();
  assert.deepEqual(load().lessons, { moves: "done" });
});

test("a browser that refuses keeps it for the page", () => {
  refuses = true;
  assert.equal(save(withAnswer(NOTHING, "moves", "one", true)), false);
  assert.deepEqual(load().questions, { moves: { one: true } });
  const bringBack = forget();
  assert.deepEqual(load(), NOTHING);
  bringBack();
  assert.deepEqual(load().questions, { moves: { one: true } });
});
