// Ownership timelines: one variable stands out, with its lane, its lines and its loans, while it is pointed at, has
// the focus or is held by its button.

const FIGURE = ".bp-ownership";
const ABOUT = ":is(.bp-o-lanes g, .bp-o-sentence, .bp-o-variables tr, .bp-o-follow button)[data-variable]";

function isAbout(element: Element, variable: string): boolean {
  return element.getAttribute("data-variable")!.split(" ").includes(variable);
}

function follow(figure: Element, variable: string | undefined): void {
  figure.toggleAttribute("data-following", variable !== undefined);
  for (const one of figure.querySelectorAll(".bp-o-followed")) one.classList.remove("bp-o-followed");
  if (variable === undefined) return;
  const lines = new Set<string>();
  for (const one of figure.querySelectorAll(ABOUT)) {
    if (!isAbout(one, variable)) continue;
    one.classList.add("bp-o-followed");
    lines.add(one.closest("li")?.dataset["line"] ?? "");
  }
  for (const line of figure.querySelectorAll<HTMLElement>(".bp-line")) {
    line.classList.toggle("bp-o-followed", lines.has(line.dataset["line"]!.trim()));
  }
}

function held(figure: Element): HTMLElement | null {
  return figure.querySelector<HTMLElement>('.bp-o-follow [aria-pressed="true"]');
}

/** What an event is about: its figure, and the variable it points at. */
function pointed(event: Event): [Element, string | undefined] | undefined {
  const target = event.target instanceof Element ? event.target : undefined;
  const figure = target?.closest(FIGURE);
  if (!target || !figure) return undefined;
  const named = target.closest(ABOUT) ?? held(figure);
  return [figure, named?.getAttribute("data-variable")?.split(" ")[0]];
}

function show(event: Event): void {
  const found = pointed(event);
  if (found) follow(...found);
}

function leave(event: Event): void {
  const figure = (event.target as Element).closest?.(FIGURE);
  const next = (event as PointerEvent | FocusEvent).relatedTarget;
  if (figure && !(next instanceof Node && figure.contains(next))) follow(figure, held(figure)?.dataset["variable"]);
}

function press(event: Event): void {
  const button = (event.target as Element).closest<HTMLButtonElement>(".bp-o-follow button");
  const figure = button?.closest(FIGURE);
  if (!button || !figure) return;
  const before = held(figure);
  before?.setAttribute("aria-pressed", "false");
  if (before !== button) button.setAttribute("aria-pressed", "true");
  follow(figure, before === button ? undefined : button.dataset["variable"]);
}

function escape(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  for (const figure of document.querySelectorAll(`${FIGURE}[data-following]`)) {
    held(figure)?.setAttribute("aria-pressed", "false");
    follow(figure, undefined);
  }
}

/** Shows the buttons, which do nothing without scripts, and listens. */
export function ownership(): void {
  for (const group of document.querySelectorAll<HTMLElement>(".bp-o-follow[hidden]")) group.hidden = false;
  document.addEventListener("pointerover", show);
  document.addEventListener("pointerout", leave);
  document.addEventListener("focusin", show);
  document.addEventListener("focusout", leave);
  document.addEventListener("click", press);
  document.addEventListener("keydown", escape);
}
