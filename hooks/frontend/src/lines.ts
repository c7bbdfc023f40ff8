// The line in focus of a program with lanes or memory: a tap or the arrow keys choose it; it is lit in the listing and in
// the lanes, and what is said about it is shown. The step of memory that is shown chooses it, too (memory.ts).

const CODE = ".bp-code:has(> .bp-grid), .bp-snippet:has(.bp-memory) .bp-code";

/** Those that are shown: a listing may leave some out at first. */
function lines(code: Element): HTMLElement[] {
  return [...code.querySelectorAll<HTMLElement>(".bp-line")].filter((line) => line.getClientRects().length > 0);
}

function numberOf(line: HTMLElement): string {
  return line.dataset["line"]!.trim();
}

/** Whoever follows the line in focus listens to this event of its listing. */
export const LINE_IN_FOCUS = "bp-line-in-focus";

export interface LineInFocus {
  line: number;
  /** Whether nobody chose it by itself: a mouse passed over it, or a step of memory is there. */
  passing: boolean;
}

/** Puts a line into focus; `data-at` of its listing says which one. */
function choose(code: HTMLElement, line: HTMLElement, passing = false): void {
  const number = numberOf(line);
  code.dataset["at"] = number;
  for (const one of lines(code)) one.classList.toggle("bp-in-focus", one === line);
  light(code, line);
  for (const said of code.querySelectorAll<HTMLElement>(".bp-sentence")) {
    said.classList.toggle("bp-at", said.dataset["of"] === number);
  }
  const detail: LineInFocus = { line: Number(number), passing };
  code.dispatchEvent(new CustomEvent(LINE_IN_FOCUS, { bubbles: true, detail }));
}

/** A band in the lanes, in the row of the line; the lines that a listing leaves out at first have none of their own. */
function light(code: HTMLElement, line: HTMLElement): void {
  const lanes = code.querySelector(".bp-lanes");
  if (!lanes) return;
  const band = lanes.querySelector<HTMLElement>(".bp-lit") ?? document.createElement("i");
  band.className = "bp-lit";
  band.hidden = line.closest(".bp-left-out") !== null;
  band.style.gridRow = (line.closest<HTMLElement>(".bp-row") ?? line).style.gridRow;
  lanes.prepend(band);
}

/** Puts the line with a number into focus, where the listing shows it. */
export function focusLine(code: HTMLElement, number: number): void {
  const line = lines(code).find((one) => Number(numberOf(one)) === number);
  if (line) choose(code, line, true);
}

/** Puts the line into focus that is so already, or the first one: for whoever asks about it. */
export function chooseAgain(code: HTMLElement): void {
  const all = lines(code);
  const line = all[Math.max(chosen(code), 0)];
  if (line) choose(code, line);
}

/** Puts the line under a mouse into focus. */
export function choosePassing(code: HTMLElement, target: Element): void {
  const line = lineOf(code, target);
  if (line && numberOf(line) !== code.dataset["at"]) choose(code, line, true);
}

function lineOf(code: HTMLElement, target: Element): HTMLElement | null {
  const line = (target.closest(".bp-row") ?? target).querySelector<HTMLElement>(".bp-line") ?? target.closest<HTMLElement>(".bp-line");
  return line && code.contains(line) ? line : null;
}

/** The line that is in focus, or that whose sentence the page shows at first. */
function chosen(code: HTMLElement): number {
  const at = code.dataset["at"] ?? code.querySelector<HTMLElement>(".bp-sentence.bp-at")?.dataset["of"];
  return lines(code).findIndex((line) => numberOf(line) === at);
}

function tap(event: Event): void {
  const target = event.target as Element;
  const code = target.closest<HTMLElement>(CODE);
  const line = code && lineOf(code, target);
  if (line && getSelection()?.isCollapsed !== false) choose(code, line);
}

function press(event: KeyboardEvent): void {
  const code = event.target as HTMLElement;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || !code.matches?.(CODE)) return;
  const all = lines(code);
  const next = all[chosen(code) + step];
  if (!next) return; // the page scrolls on from here
  event.preventDefault();
  choose(code, next);
  next.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Listens; without scripts, all that is said stands in the page. */
export function linesInFocus(): void {
  document.addEventListener("click", tap);
  document.addEventListener("keydown", press);
}
