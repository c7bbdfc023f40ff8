import assert from "node:assert/strict";
import { test } from "node:test";

import { worth } from "../src/questions.ts";

test("no mark is no answer", () => assert.equal(worth([], [1]), "nothing"));

test("one right option", () => {
  assert.equal(worth([1], [1]), "right");
  assert.equal(worth([0], [1]), "wrong");
});

test("several right options: all of them, and no other", () => {
  assert.equal(worth([0, 2], [0, 2]), "right");
  assert.equal(worth([2], [0, 2]), "partly");
  assert.equal(worth([0, 1, 2], [0, 2]), "wrong");
  assert.equal(worth([1], [0, 2]), "wrong");
});
