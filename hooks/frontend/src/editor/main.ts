// The editor in place of a listing: loaded when a reader first asks for it, and told what to edit by editing.ts.

import type { Opening } from "../editing.ts";
import { execute, type Answer } from "../playground/execute.ts";
import { words } from "../playground/failure.ts";
import type { Program } from "../playground/request.ts";
import { summary } from "../playground/summary.ts";
import { Code } from "./code.ts";
import { Exercise } from "./exercise.ts";
import { Panel } from "./panel.ts";
import { results } from "./results.ts";
import { Verified } from "./verified.ts";

/** One open editor. */
class Session {
  private readonly opening: Opening;
  private readonly host: string;
  private readonly verified: Verified;
  private readonly panel: Panel;
  private readonly code: Code;
  private readonly exercise: Exercise | null;
  private thrown: Program | null = null; // by the last reset
  private under: AbortController | null = null; // the run under way
  private asked: Program | null = null; // what it runs

  constructor(opening: Opening) {
    const { figure, start, address, whole } = opening;
    const name = figure.querySelector(".bp-title")?.textContent ?? figure.id.replace(/^snippet-/, "");
    const [run, changed] = [() => this.run(), () => this.changed()];
    this.opening = opening;
    this.exercise = Exercise.around(figure);
    this.host = new URL(address).host;
    this.verified = new Verified(figure);
    this.panel = new Panel(
      { host: this.host, whole, start, name },
      { run, reset: () => this.reset(), close: () => this.close(), chosen: changed },
    );
    this.code = new Code({ code: start.code, label: `Edit ${name}`, describedBy: this.panel.help, changed, run });
    this.panel.dom.prepend(this.code.dom);
    this.verified.replace(this.panel.dom);
    this.changed();
    this.code.focus();
    this.panel.dom.scrollIntoView({ block: "nearest" }); // the button was below all that is said about the program
  }

  private program(): Program {
    return { code: this.code.text(), ...this.panel.chosen() };
  }

  /** Whether it is another program than the one that was judged, or of another edition. */
  private edited({ code, edition }: Program): boolean {
    const { verified } = this.opening;
    return code !== verified.code || edition !== verified.edition;
  }

  private changed(): void {
    const now = this.program();
    const edited = this.edited(now);
    this.verified.edited(edited);
    this.panel.offer(edited, this.thrown !== null);
    this.panel.kept(this.opening.keep(edited || now.channel !== this.opening.verified.channel ? now : null));
    this.panel.outdate();
    this.panel.separate();
  }

  private reset(): void {
    const now = this.program();
    const edited = this.edited(now);
    const next = edited ? this.opening.verified : (this.thrown ?? this.opening.verified);
    this.thrown = edited ? now : null;
    this.under?.abort();
    this.asked = null;
    this.panel.clear();
    this.panel.choose(next);
    this.code.set(next.code);
    this.changed();
  }

  private run(): void {
    const asked = this.program();
    if (same(asked, this.asked)) return; // a second click, or a key held down: it runs already
    this.asked = asked;
    this.under?.abort();
    this.under = new AbortController();
    const { signal } = this.under;
    this.code.clear();
    this.panel.running();
    void execute(this.opening.address, asked, signal).then(async (answer) => {
      if (signal.aborted) return;
      const judged = answer.kind === "done" && this.exercise?.judged(this.opening.address, asked, answer.outcome, signal);
      const goals = (await judged) || [];
      if (signal.aborted) return;
      this.asked = null;
      this.tell(answer, asked, goals);
    });
  }

  private tell(answer: Answer, asked: Program, goals: readonly HTMLElement[]): void {
    if (answer.kind === "failed") {
      this.panel.failed([words(answer.why, this.host), this.exercise?.unreachable()].filter(Boolean).join(" "));
      return;
    }
    const { outcome, seconds } = answer;
    const took = `took ${seconds.toFixed(1)} s (on the Playground, with network)`;
    const said = { sentence: `${summary(outcome)}.`, terms: `${asked.channel}, edition ${asked.edition}; it ${took}.` };
    this.panel.done(said, [...goals, ...results(outcome, (line) => this.code.jump(line))]);
    if (same(this.program(), asked)) this.code.tell(outcome);
    else this.panel.outdate();
  }

  private close(): void {
    this.under?.abort();
    this.code.destroy();
    this.panel.dom.remove();
    this.verified.restore();
    this.opening.closed();
  }
}

function same(one: Program, other: Program | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function open(opening: Opening): void {
  if (!opening.figure.querySelector(".bp-editor")) new Session(opening);
}

globalThis.borrowproofEditor = { open };
