// "May I?": below a program with lanes, what one more statement before the line in focus may do to each variable. The
// build knows the answers to all lines; every word of them stands in the button's data (site/figure/permission_data.py).

import { button, element } from "./dom.ts";
import { LINE_IN_FOCUS, chooseAgain, choosePassing, type LineInFocus } from "./lines.ts";
import { tableAt, type Answers, type Table } from "./permission-table.ts";
import { wordAt } from "./word-at.ts";

const BUTTON = "button.bp-may";
const SIDE_BY_SIDE = 700; // px; below that sentences open under their lines, which then move under a mouse
const REFUSED = 1; // the index of "no" among the answers

/** The table of one figure, below its code. It is made when it is first asked for. */
class Panel {
  readonly box: HTMLElement;
  private readonly caption = element("p");
  private readonly why = element("ul");
  private readonly table = element("table", { role: "table" });
  private answers: Answers;
  private asked: HTMLButtonElement;
  private code: HTMLElement;

  constructor(asked: HTMLButtonElement) {
    this.asked = asked;
    this.code = asked.previousElementSibling as HTMLElement;
    this.answers = JSON.parse(asked.dataset["may"]!) as Answers;
    const title = asked.textContent ?? "";
    const close = button(this.answers.close, "bp-may-close", () => this.close());
    this.box = element("div", { class: "bp-permissions", role: "group", "aria-label": title }, this.caption, this.table, this.why, close);
    this.box.id = `${asked.closest("figure")?.id ?? ""}-permissions`;
    asked.setAttribute("aria-controls", this.box.id);
    asked.after(this.box);
  }

  get open(): boolean {
    return !this.box.hidden;
  }

  /** Shows what holds before a line. What a mouse only passes over is not read out. */
  show({ line, passing }: LineInFocus): void {
    const found = tableAt(this.answers, line);
    this.box.hidden = false;
    this.asked.setAttribute("aria-expanded", "true");
    for (const heard of [this.caption, this.why]) heard.setAttribute("aria-live", passing ? "off" : "polite");
    this.caption.replaceChildren(...marked(found.caption));
    this.why.replaceChildren(...found.why.map((text) => element("li", {}, ...marked(text))));
    this.table.replaceChildren(...rows(found, this.answers.heads));
    this.table.hidden = found.rows.length === 0;
    this.keepHeight(passing);
  }

  /** Marks the row of a variable by its name. */
  mark(name: string): void {
    for (const row of this.table.rows) {
      if (name && row.textContent?.startsWith(`${name}: `)) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
  }

  close(): void {
    this.box.hidden = true;
    this.box.style.minHeight = "";
    this.code.style.removeProperty("--bp-covered");
    this.asked.setAttribute("aria-expanded", "false");
    if (this.box.contains(document.activeElement) || document.activeElement === document.body) this.asked.focus();
  }

  /** While a mouse passes over the lines, what stands below does not move back and forth. The line in focus is not
      covered. */
  private keepHeight(passing: boolean): void {
    if (!passing) this.box.style.minHeight = "";
    const height = `${this.box.offsetHeight}px`;
    this.box.style.minHeight = height;
    this.code.style.setProperty("--bp-covered", height);
  }
}

function rows(found: Table, heads: readonly string[]): Node[] {
  const columns = heads.map((head) => element("th", { scope: "col", role: "columnheader" }, head));
  const head = element("tr", { role: "row" }, element("td", { role: "cell" }), ...columns);
  return [head, ...found.rows.map(({ name, answers }) => {
    const cells = answers.map(({ text, index }) => element("td", { role: "cell", class: index === REFUSED ? "bp-no" : "" }, text));
    return element("tr", { role: "row" }, element("th", { scope: "row", role: "rowheader" }, element("code", {}, name)), ...cells);
  })];
}

/** Text in which code stands between backticks. */
function marked(text: string): (Node | string)[] {
  return text.split("`").map((part, n) => (n % 2 ? element("code", {}, part) : part));
}

const panels = new WeakMap<HTMLButtonElement, Panel>();

function panelOf(asked: HTMLButtonElement): Panel {
  const known = panels.get(asked) ?? new Panel(asked);
  panels.set(asked, known);
  return known;
}

function buttonOf(code: Element | null): HTMLButtonElement | null {
  const found = code?.nextElementSibling;
  return found?.matches(BUTTON) ? (found as HTMLButtonElement) : null;
}

/** A line is in focus: its table opens, unless a reader has closed the one of this figure, or the program still asks. */
function follow(event: Event): void {
  const { detail } = event as CustomEvent<LineInFocus>;
  const asked = buttonOf(event.target as Element);
  if (!asked?.offsetParent) return;
  const known = panels.get(asked);
  if (known ? known.open : !detail.passing) panelOf(asked).show(detail);
}

function press(event: MouseEvent): void {
  const target = event.target as Element;
  const asked = target.closest<HTMLButtonElement>(BUTTON);
  if (asked) return toggle(asked);
  const about = buttonOf(target.closest(".bp-code"));
  if (about) panels.get(about)?.mark(wordAt(event.clientX, event.clientY));
}

function toggle(asked: HTMLButtonElement): void {
  const panel = panels.get(asked);
  if (panel?.open) return panel.close();
  panelOf(asked).box.hidden = false;
  chooseAgain(asked.previousElementSibling as HTMLElement);
}

function pass(event: PointerEvent): void {
  const target = event.target as Element;
  const code = event.pointerType === "mouse" && event.buttons === 0 ? target.closest?.<HTMLElement>(".bp-code") : null;
  const asked = buttonOf(code ?? null);
  const panel = asked && panels.get(asked);
  if (!code || !panel?.open) return;
  if (code.clientWidth >= SIDE_BY_SIDE) choosePassing(code, target);
  panel.mark(wordAt(event.clientX, event.clientY));
}

function dismiss(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  const asked = (event.target as Element).closest?.(".bp-snippet")?.querySelector<HTMLButtonElement>(BUTTON);
  if (asked) panels.get(asked)?.close();
}

/** Listens; without scripts there is no button, and the terminal answers (`borrowproof ownership FILE --at LINE`). */
export function permissions(): void {
  document.addEventListener(LINE_IN_FOCUS, follow);
  document.addEventListener("click", press);
  document.addEventListener("pointermove", pass);
  document.addEventListener("keydown", dismiss);
}
