import assert from "node:assert/strict";
import { test } from "node:test";

import { stepAt } from "../src/memory.ts";

const LINES = [2, 3, 4, 3, 4, 6]; // a loop goes twice through lines 3 and 4

test("a line that is chosen leads on to the next step there", () => {
  assert.equal(stepAt(LINES, 4, 0), 2);
  assert.equal(stepAt(LINES, 3, 2), 3);
  assert.equal(stepAt(LINES, 3, 1), 1, "the step that is shown stays where it stands at that line");
});

test("where none comes any more, it leads back", () => {
  assert.equal(stepAt(LINES, 3, 5), 3);
  assert.equal(stepAt(LINES, 2, 4), 0);
});

test("a line at which no step stands changes nothing", () => {
  assert.equal(stepAt(LINES, 5, 0), null);
});
