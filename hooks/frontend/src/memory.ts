// Steps through what memory holds (site/figure/memory.py). Every step stands in the page's <noscript>, which is a string
// to a browser that runs scripts: it is read when its figure comes near, so a page with many is light. The line that a step
// is about to run is the line in focus of the listing above, and the other way round: there is one scrubber for both.

import { button, element } from "./dom.ts";
import { focusLine, LINE_IN_FOCUS, type LineInFocus } from "./lines.ts";

/** The step that a reader means who chose a line: the next one there, or the last one before; null where there is none. */
export function stepAt(lines: readonly number[], line: number, now: number): number | null {
  const later = lines.findIndex((one, step) => one === line && step >= now);
  if (later >= 0) return later;
  const before = lines.lastIndexOf(line);
  return before >= 0 ? before : null;
}

class Memory {
  private readonly code: HTMLElement | null;
  private readonly steps: HTMLElement[];
  private readonly pieces: ReadonlyMap<string, Element>;
  private readonly shown = new Map<string, Element>();
  private readonly lines: number[];
  private now = -1;
  private readonly back = button("Back", "", () => this.go(this.now - 1));
  private readonly next = button("Next", "", () => this.go(this.now + 1));
  private readonly slider: HTMLInputElement;
  private readonly count = element("span", { class: "bp-stepper-count" });
  private readonly words = element("p", { class: "bp-memory-words", "aria-live": "polite" });
  private readonly drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  private readonly printed = element("div");
  private readonly table = element("details", {}, element("summary", {}, "As a table"));

  constructor(section: HTMLElement) {
    this.code = section.closest(".bp-snippet")?.querySelector<HTMLElement>(".bp-code") ?? null;
    const kept = element("template");
    kept.innerHTML = section.querySelector("noscript")!.textContent;
    this.steps = [...kept.content.querySelectorAll<HTMLElement>(".bp-step")];
    this.lines = this.steps.map((step) => Number(step.dataset["line"]));
    this.pieces = new Map([...kept.content.querySelectorAll("defs > g")].map((piece) => [piece.id, piece.firstElementChild!]));
    this.slider = element("input", {
      type: "range",
      min: "1",
      max: String(this.steps.length),
      "aria-label": "Step",
      oninput: () => this.go(Number(this.slider.value) - 1),
    });
    this.drawing.setAttribute("class", "bpm");
    this.drawing.setAttribute("role", "img");
    this.table.addEventListener("toggle", () => this.fillTable());
    const controls = element(
      "div",
      { class: "bp-stepper", role: "group", "aria-label": "Steps" },
      this.back,
      this.slider,
      this.next,
      this.count,
    );
    controls.addEventListener("keydown", (event) => this.press(event));
    const about = kept.content.querySelectorAll(".bp-memory-about");
    const others = kept.content.querySelectorAll(".bp-memory-bytes, .bp-memory-remark");
    const parts = [...about, controls, this.words, this.drawing, this.printed, this.table, ...others];
    section.prepend(element("div", { class: "bp-memory-now" }, ...parts));
    this.show(Number(section.dataset["opening"]));
  }

  /** Shows a step that the reader asked for, and puts its line into focus. */
  private go(step: number): void {
    if (step < 0 || step >= this.steps.length) return;
    this.show(step);
    if (this.code) focusLine(this.code, this.lines[step]!);
  }

  /** Shows the step at a line that the reader chose in the listing. */
  follow(line: number): void {
    const step = stepAt(this.lines, line, this.now);
    if (step !== null) this.show(step);
  }

  private press(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined || event.target === this.slider) return; // which moves by itself
    event.preventDefault();
    this.go(this.now + step);
  }

  private show(step: number): void {
    if (step === this.now) return;
    this.now = step;
    const kept = this.steps[step]!;
    const number = `Step ${step + 1} of ${this.steps.length}`;
    this.slider.value = String(step + 1);
    this.slider.setAttribute("aria-valuetext", number);
    this.count.textContent = number;
    this.back.disabled = step === 0;
    this.next.disabled = step === this.steps.length - 1;
    this.words.replaceChildren(...[...kept.querySelector("summary")!.childNodes].map((one) => one.cloneNode(true)));
    this.printed.replaceChildren(...[...kept.querySelectorAll(".bp-memory-printed")].map((one) => one.cloneNode(true)));
    this.draw(kept.querySelector("svg")!);
    this.fillTable();
  }

  /** What was drawn at the step before stays as it is; only what differs is made. */
  private draw(kept: Element): void {
    this.drawing.setAttribute("aria-label", kept.getAttribute("aria-label") ?? "");
    const wanted = [...kept.querySelectorAll("use")].map((use) => use.getAttribute("href")!.slice(1));
    for (const id of wanted) if (!this.shown.has(id)) this.shown.set(id, this.pieces.get(id)!.cloneNode(true) as Element);
    this.drawing.replaceChildren(...wanted.map((id) => this.shown.get(id)!));
  }

  /** A table is made only for who unfolds it. */
  private fillTable(): void {
    this.table.querySelector(".bp-memory-table")?.remove();
    if (this.table.open) this.table.append(...[...this.steps[this.now]!.querySelectorAll(".bp-memory-table")].map((one) => one.cloneNode(true)));
  }
}

const all = new Map<Element, Memory>();

function build(section: HTMLElement): Memory {
  const known = all.get(section) ?? new Memory(section);
  all.set(section, known);
  return known;
}

/** On paper every step stands below the next, as it does without scripts. */
function print(sections: readonly HTMLElement[]): void {
  const stands: HTMLElement[] = [];
  addEventListener("beforeprint", () => {
    for (const section of sections) {
      const all = element("div", { class: "bp-memory-all" });
      all.innerHTML = section.querySelector("noscript")!.textContent;
      for (const details of all.querySelectorAll("details")) details.open = true;
      section.querySelector("noscript")!.before(all);
      stands.push(all);
    }
  });
  addEventListener("afterprint", () => {
    for (const all of stands.splice(0)) all.remove();
  });
}

/** Builds each where a reader comes near it; without scripts all steps stand in the page. */
export function memory(): void {
  const sections = [...document.querySelectorAll<HTMLElement>(".bp-memory")];
  if (!sections.length) return;
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) build(target as HTMLElement);
    },
    { rootMargin: "600px" },
  );
  for (const section of sections) near.observe(section);
  document.addEventListener(LINE_IN_FOCUS, (event) => {
    const { line, passing } = (event as CustomEvent<LineInFocus>).detail;
    const section = (event.target as Element).closest(".bp-snippet")?.querySelector<HTMLElement>(".bp-memory");
    if (section && !passing) build(section).follow(line);
  });
  print(sections);
}
