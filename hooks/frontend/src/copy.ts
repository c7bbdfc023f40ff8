// Copying gives the code, and nothing that was said about it: from the buttons, and from what a reader selects.

import { say, toClipboard } from "./clipboard.ts";
import { element } from "./dom.ts";

const CODE = ".bp-code";
const LINE = ".bp-line";
const STATUS = ".bp-copied";

/** The lines of a listing as its author wrote them, each with its line end; `whole`: those that it leaves out, too. */
export function codeOf(listing: ParentNode, whole = false): string {
  const lines = [...listing.querySelectorAll(LINE)];
  return lines.filter((line) => whole || isShown(line)).map((line) => line.textContent).join("");
}

/** Whether a line is not among those that a listing leaves out at first. */
function isShown(line: Element): boolean {
  return line.getClientRects().length > 0;
}

async function copyFrom(button: HTMLButtonElement): Promise<void> {
  const figure = button.closest(".bp-snippet")!;
  const status = statusOf(button.closest(".bp-actions")!);
  const done = await toClipboard(codeOf(figure.querySelector(CODE)!, button.dataset["copies"] === "whole"));
  for (const other of document.querySelectorAll(STATUS)) if (other !== status) other.textContent = ""; // no longer so
  say(status, done ? "Copied" : "Your browser does not let this page copy. Select the code and copy it yourself.");
}

/** Where it is said whether that went well; it is there before anything is said. */
function statusOf(row: Element): Element {
  if (!row.querySelector(STATUS)) row.append(element("span", { class: "bp-copied", role: "status" }));
  return row.querySelector(STATUS)!;
}

/** What is selected of a listing's lines; null where that is nothing, or more than a listing. */
function selectedCode(selection: Selection): string | null {
  if (selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const around = range.commonAncestorContainer;
  const listing = (around instanceof Element ? around : around.parentElement)?.closest(CODE);
  const within = [...(listing?.querySelectorAll(LINE) ?? [])].filter((line) => isShown(line) && range.intersectsNode(line));
  return within.map((line) => part(range, line)).join("").replace(/\n$/, "") || null;
}

function part(range: Range, line: Element): string {
  const own = document.createRange();
  own.selectNodeContents(line);
  if (range.compareBoundaryPoints(Range.START_TO_START, own) > 0) own.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, own) < 0) own.setEnd(range.endContainer, range.endOffset);
  return own.toString();
}

/** While code is being selected its labels cannot be; a selection that begins in a label takes what it wants. */
function keepApart(event: Event): void {
  const node = event.target as Node;
  const element = node instanceof Element ? node : node.parentElement;
  for (const listing of document.querySelectorAll(`${CODE}[data-selecting]`)) listing.removeAttribute("data-selecting");
  if (element?.closest(LINE)) element.closest(CODE)!.setAttribute("data-selecting", "");
}

/** Shows the buttons, and listens to them and to what is copied by hand. */
export function copy(): void {
  document.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>("button.bp-copy");
    if (button) void copyFrom(button);
  });
  document.addEventListener("selectstart", keepApart);
  document.addEventListener("copy", (event) => {
    const code = selectedCode(getSelection()!);
    if (code === null) return;
    event.clipboardData!.setData("text/plain", code);
    event.preventDefault();
  });
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.bp-copy[hidden]")) button.hidden = false;
}
