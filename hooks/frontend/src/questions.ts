// Checks a reader's answer against the key that the build has proved. Without this file the options can be marked and
// the answer unfolded all the same.

import { button, element } from "./dom.ts";
import { changedElsewhere } from "./elsewhere.ts";
import { count, forget, load, save, withAnswer, type Progress } from "./progress.ts";

/** What a set of marks is worth. */
export type Worth = "nothing" | "right" | "partly" | "wrong";

/** `chosen` against `key`, both numbers of options. Partly: only right ones, but not all of them. */
export function worth(chosen: readonly number[], key: readonly number[]): Worth {
  if (chosen.length === 0) return "nothing";
  if (chosen.some((number) => !key.includes(number))) return "wrong";
  return chosen.length === key.length ? "right" : "partly";
}

const WORDS: Record<Worth, string> = {
  nothing: "Choose an answer first.",
  right: "Right. Why is told below.",
  partly: "Right so far, but there is more.",
  wrong: "Not so. The answer is below.",
};

class Question {
  readonly id: string;
  readonly lesson: string;
  private readonly section: HTMLElement;
  private readonly key: number[];
  private readonly inputs: HTMLInputElement[];
  private readonly check: HTMLButtonElement;
  private readonly status: HTMLElement;
  private readonly answer: HTMLDetailsElement;
  private readonly earlier = element("span", { class: "bp-earlier" });
  private readonly changed: () => void;
  private told = false;

  constructor(section: HTMLElement, changed: () => void) {
    this.section = section;
    this.changed = changed;
    this.id = section.dataset["question"] ?? "";
    this.lesson = section.dataset["lesson"] ?? "";
    this.key = (section.dataset["key"] ?? "").split(" ").map(Number);
    this.inputs = [...section.querySelectorAll<HTMLInputElement>(".bp-choice > input")];
    const row = section.querySelector<HTMLElement>(".bp-check")!;
    this.check = row.querySelector("button")!;
    this.status = row.querySelector<HTMLElement>("[role=status]")!;
    this.answer = section.querySelector<HTMLDetailsElement>(".bp-answer")!;
    section.querySelector(".bp-question-name")!.append(this.earlier);
    row.hidden = false;
    this.check.addEventListener("click", () => (this.told ? this.again() : this.judge()));
    for (const input of this.inputs) input.addEventListener("change", () => this.status.textContent && this.again(true));
  }

  /** Says what became of an earlier visit's answer. */
  recall(progress: Progress): void {
    const before = progress.questions[this.lesson]?.[this.id];
    this.earlier.textContent = before === undefined ? "" : before ? "answered right" : "not right yet";
    this.section.classList.toggle("bp-answered", before === true);
  }

  private judge(): void {
    const chosen = this.inputs.filter((input) => input.checked).map((input) => Number(input.value));
    const found = worth(chosen, this.key);
    this.status.textContent = WORDS[found];
    this.status.className = `bp-worth-${found}`;
    if (found === "nothing") return;
    save(withAnswer(load(), this.lesson, this.id, found === "right"));
    this.changed();
    if (found === "partly") return; // what is still missing is for the reader to find
    this.told = true;
    this.check.textContent = "Try again";
    this.inputs.forEach((input, number) => this.tell(input, input.checked || this.key.length > 1, number));
    this.answer.open = true;
  }

  private tell(input: HTMLInputElement, about: boolean, number: number): void {
    const told = input.parentElement!.querySelector<HTMLElement>(".bp-choice-told")!;
    told.hidden = !about;
    input.parentElement!.classList.toggle("bp-holds", about && this.key.includes(number));
    input.parentElement!.classList.toggle("bp-fails-to-hold", about && !this.key.includes(number));
    if (about) input.setAttribute("aria-describedby", told.id);
  }

  /** Back to the question; `keep` the marks, where a reader has just made another one. */
  private again(keep = false): void {
    this.told = false;
    this.check.textContent = "Check";
    this.status.textContent = "";
    this.status.className = "";
    this.answer.open = false;
    this.inputs.forEach((input) => {
      input.parentElement!.querySelector<HTMLElement>(".bp-choice-told")!.hidden = true;
      input.parentElement!.classList.remove("bp-holds", "bp-fails-to-hold");
      input.removeAttribute("aria-describedby");
      if (!keep) input.checked = false;
    });
  }
}

/** How far a reader is in this lesson, above its first question; and the way to forget all that. */
class Standing {
  private readonly words = element("span", { role: "status" });
  private readonly first: HTMLElement;
  private readonly line: HTMLElement;
  private readonly forgetting: HTMLButtonElement;
  private bringBack: (() => void) | null = null;
  private readonly questions: readonly Question[];

  constructor(first: HTMLElement, questions: readonly Question[]) {
    this.questions = questions;
    this.forgetting = button("Forget my progress", "bp-forget", () => this.forget());
    const where = "Kept in this browser alone.";
    this.first = first;
    this.line = element("p", { class: "bp-standing" }, this.words, " ", element("span", {}, where), " ", this.forgetting);
  }

  show(): void {
    const progress = load();
    const { answered, right } = count(progress, this.questions[0]!.lesson, this.questions.map((q) => q.id));
    this.words.textContent = `${answered} of ${this.questions.length} answered, ${right} right.`;
    this.line.hidden = answered === 0 && this.bringBack === null;
    // Not before there is something to say: whatever is put among a page's paragraphs has all of them styled again.
    if (!this.line.hidden && !this.line.isConnected) this.first.before(this.line);
    for (const question of this.questions) question.recall(progress);
  }

  answered(): void {
    this.bringBack = null;
    this.forgetting.textContent = "Forget my progress";
    this.show();
  }

  private forget(): void {
    if (this.bringBack) {
      this.bringBack();
      this.answered();
      return;
    }
    this.bringBack = forget();
    this.show();
    this.words.textContent = "Your progress in all lessons is forgotten.";
    this.forgetting.textContent = "Bring it back";
  }
}

/** Makes the questions of a page answer. One whose key nobody proved has none, and is left alone. */
export function questions(): void {
  const sections = [...document.querySelectorAll<HTMLElement>("section.bp-question[data-key]")];
  const first = sections[0];
  if (!first) return;
  const all: Question[] = [];
  const standing = new Standing(first, all);
  for (const section of sections) all.push(new Question(section, () => standing.answered()));
  standing.show();
  changedElsewhere(() => standing.show());
}
