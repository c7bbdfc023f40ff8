// What a run said, as elements below the editor.

import { element, button } from "../dom.ts";
import type { Outcome } from "../playground/answer.ts";
import type { Diagnostic } from "../playground/cargo.ts";
import { cut } from "../playground/summary.ts";

/** Everything but the sentence that sums it up. `jump` goes to a line of the program in the editor. */
export function results(outcome: Outcome, jump: (line: number) => void): Node[] {
  const diagnostics = "diagnostics" in outcome ? outcome.diagnostics : [];
  const found: Node[] = diagnostics.length ? [list(diagnostics, jump)] : [];
  if (diagnostics.length) found.push(disclosure("What rustc prints", diagnostics.map(({ text }) => text).join("\n\n")));
  else if ("text" in outcome) found.push(disclosure("What cargo prints", outcome.text.trim()));
  if (outcome.kind !== "ran") return found;
  const { panic, stdout, stderr } = outcome;
  if (stdout) found.push(...stream("Output", "bp-stdout", stdout));
  else found.push(element("p", { class: "bp-output-name" }, "It printed nothing on its standard output."));
  if (stderr && panic) found.push(...stream("Panicked. On its error output", "bp-stderr", stderr));
  else if (stderr) found.push(...stream("Error output", "bp-stdout", stderr));
  if (panic?.line) found.push(element("p", {}, "It panicked at ", link(panic.line, jump), "."));
  return found;
}

function list(diagnostics: readonly Diagnostic[], jump: (line: number) => void): HTMLElement {
  return element("ul", { class: "bp-editor-said" }, ...diagnostics.map((found) => item(found, jump)));
}

function item({ level, code, message, line }: Diagnostic, jump: (line: number) => void): HTMLElement {
  const name = element("strong", { class: `bp-editor-said-${level}` }, `${level}${code ? `[${code}]` : ""}`);
  return element("li", {}, name, ": ", ...prose(message), ...(line === null ? [] : [" ", link(line, jump)]));
}

function link(line: number, jump: (line: number) => void): HTMLElement {
  return button(`line ${line}`, "bp-link", () => jump(line));
}

/** rustc's prose: what stands between backticks is code. */
function prose(text: string): (Node | string)[] {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return [text];
  return parts.map((part, index) => (index % 2 ? element("code", {}, part) : part));
}

function stream(name: string, css: string, text: string): HTMLElement[] {
  return [element("p", { class: "bp-output-name" }, name), ...scrolling(name, text, css)];
}

function disclosure(name: string, text: string): HTMLElement {
  return element("details", {}, element("summary", {}, name), ...scrolling(name, text));
}

/** Control characters as their pictures: a browser would leave them out, a terminal would obey. */
function visible(text: string): string {
  const bare = text.replaceAll("\r\n", "\n");
  return bare.replace(/[\0-\x08\x0b-\x1f]/g, (one) => String.fromCharCode(0x2400 + one.charCodeAt(0)));
}

/** Text that scrolls sideways by itself and can be focused by keyboard. */
function scrolling(name: string, text: string, css = ""): HTMLElement[] {
  const { text: kept, left } = cut(text.replace(/\n$/, ""));
  const region = { class: `bp-text ${css}`, tabindex: "0", role: "region", "aria-label": `${name} of your run` };
  const shown = element("pre", region, visible(kept));
  return left ? [shown, element("p", { class: "bp-cut" }, left)] : [shown];
}
