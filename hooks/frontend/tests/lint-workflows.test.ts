import assert from "node:assert/strict";
import { test } from "node:test";
// @ts-expect-error: a script without types
import { faults } from "../lint-workflows.mjs";

const GOOD = `
on: push
jobs:
  judge:
    runs-on: ubuntu-latest
    steps:
      - run: make test
`;

test("a workflow that GitHub understands has no fault", async () => {
  assert.deepEqual(await faults([["good.yml", GOOD]]), []);
});

test("a fault is told with its file and its line", async () => {
  const found: string[] = await faults([["bad.yml", GOOD.replace("make test", "echo ${{ matrix.nothing }}")]]);
  assert.equal(found.length, 1);
  assert.match(found[0] ?? "", /^bad\.yml:7:\d+: .*"nothing"/);
});
