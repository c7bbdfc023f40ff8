// What a run says of an attempt at an exercise: each goal, met or missed.

import { element } from "../dom.ts";
import type { Outcome } from "../playground/answer.ts";
import { execute } from "../playground/execute.ts";
import type { Program } from "../playground/request.ts";
import { programOf } from "../program.ts";
import { allocations, counted } from "./allocations.ts";
import { results, type GoalResult, type Task } from "./goals.ts";

/** The exercise around a figure; null where the figure is none's start. */
export class Exercise {
  private readonly section: HTMLElement;
  private readonly task: Task;

  private constructor(section: HTMLElement, figure: HTMLElement) {
    const goals = [...section.querySelectorAll<HTMLElement>("[data-goal]")];
    const prints = goals.find((one) => one.dataset["goal"] === "prints")?.dataset["prints"] ?? "";
    this.section = section;
    this.task = { goals: goals.map((one) => one.dataset["goal"]!), prints, start: programOf(figure) };
  }

  static around(figure: HTMLElement): Exercise | null {
    const section = figure.closest<HTMLElement>(".bp-exercise");
    return section && !figure.closest(".bp-answer") ? new Exercise(section, figure) : null;
  }

  /** The goals as a list. Allocations are counted in a second run, where a goal asks for them and the first ended well. */
  async judged(address: string, asked: Program, outcome: Outcome, signal: AbortSignal): Promise<HTMLElement[]> {
    const counts = this.task.goals.some((goal) => goal.startsWith("allocs"));
    const ran = outcome.kind === "ran" && outcome.exit === 0;
    const answer = counts && ran ? await execute(address, { ...asked, code: counted(asked.code) }, signal) : null;
    const made = answer?.kind === "done" ? allocations(answer.outcome) : null;
    return told(results(this.task, asked.code, outcome, made));
  }

  /** Opens the solutions: nobody can judge an attempt now. Says so in a sentence. */
  unreachable(): string {
    const answer = this.section.querySelector<HTMLDetailsElement>("details.bp-answer");
    if (answer) answer.open = true;
    return "Without it nobody can judge your attempt. The solutions below were judged when this page was built.";
  }
}

function told(found: readonly GoalResult[]): HTMLElement[] {
  const met = found.filter((one) => one.met).length;
  const all = met === found.length;
  const sum = all ? "Every goal is met." : `${met} of ${found.length} goals are met.`;
  const rows = found.map((one) => element("li", { class: `bp-goal-${one.met}` }, ...row(one)));
  return [element("p", { class: "bp-output-name" }, sum), element("ul", { class: "bp-editor-goals" }, ...rows)];
}

function row({ goal, met, found }: GoalResult): (Node | string)[] {
  const word = met === null ? "not known" : met ? "met" : "missed";
  return [element("strong", {}, `${word}: `), element("code", {}, goal), found ? ` (${found.replaceAll("`", "")})` : ""];
}
