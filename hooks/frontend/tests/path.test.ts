import assert from "node:assert/strict";
import { test } from "node:test";

import { stateOf } from "../src/path.ts";
import { parse, withAnswer, withLesson } from "../src/progress.ts";

const nothing = parse(null);

test("a lesson that was never opened has no state", () => {
  assert.equal(stateOf(nothing, "a", ["q1"]), "");
});

test("a lesson that was opened is begun, until its questions say more", () => {
  const begun = withLesson(nothing, "a", "visited");
  assert.equal(stateOf(begun, "a", ["q1", "q2"]), "begun");
  assert.equal(stateOf(withAnswer(begun, "a", "q1", false), "a", ["q1", "q2"]), "1 of 2 questions answered");
});

test("done is what the reader said, whatever the questions say", () => {
  const done = withAnswer(withLesson(nothing, "a", "done"), "a", "q1", true);
  assert.equal(stateOf(done, "a", ["q1", "q2"]), "done, 1 of 2 questions answered");
  assert.equal(stateOf(done, "a", ["newer wording"]), "done");
  assert.equal(stateOf(done, "b", ["q1"]), "");
});
