// The text being edited: CodeMirror, and what a run said about the text, on its lines.

import { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
import { rust } from "@codemirror/lang-rust";
import { bracketMatching, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, setDiagnostics, type Diagnostic as Shown } from "@codemirror/lint";
import { EditorState, type Extension } from "@codemirror/state";
import { closeHoverTooltips, EditorView, keymap, lineNumbers, type Command, type ViewUpdate } from "@codemirror/view";

import type { Outcome, Panic } from "../playground/answer.ts";
import type { Diagnostic } from "../playground/cargo.ts";
import { framed, offset, type Framed } from "./frame.ts";
import { theme } from "./theme.ts";

export interface Wishes {
  code: string;
  label: string;
  describedBy: string;
  changed: () => void;
  run: () => void;
}

/** The editor of one program; lines are numbered as in the program, the blank ones before it included. */
export class Code {
  private readonly view: EditorView;
  private frame: Framed;
  private told = new Map<number, number>(); // where the lines are by now that the last run spoke of

  constructor(wishes: Wishes) {
    this.frame = framed(wishes.code);
    const extensions = [
      lineNumbers({ formatNumber: (number) => String(number + offset(this.frame)) }),
      EditorView.updateListener.of((update) => this.updated(update, wishes.changed)),
      behaviour(wishes),
      theme,
    ];
    this.view = new EditorView({ state: EditorState.create({ doc: this.frame.text, extensions }) });
  }

  get dom(): HTMLElement {
    return this.view.dom;
  }

  text(): string {
    return this.frame.before + this.view.state.doc.toString() + this.frame.after;
  }

  /** Another program, which undoing takes back. */
  set(code: string): void {
    this.frame = framed(code);
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: this.frame.text } });
    this.clear();
  }

  clear(): void {
    this.told.clear();
    this.view.dispatch(setDiagnostics(this.view.state, []));
  }

  /** Marks what a run said about the text as it stands. */
  tell(outcome: Outcome): void {
    const diagnostics = "diagnostics" in outcome ? outcome.diagnostics : [];
    const panic = outcome.kind === "ran" ? outcome.panic : null;
    const lines = [...diagnostics, ...(panic ? [panic] : [])].map(({ line }) => line).filter((line) => line !== null);
    this.told = new Map(lines.map((line) => [line, this.line(line).from]));
    const shown = [...diagnostics.flatMap((found) => this.marks(found)), ...this.panicked(panic)];
    this.view.dispatch(setDiagnostics(this.view.state, shown));
  }

  jump(line: number): void {
    const anchor = this.told.get(line) ?? this.line(line).from;
    this.view.dispatch({ selection: { anchor }, scrollIntoView: true });
    this.view.focus();
  }

  focus(): void {
    this.view.focus();
  }

  destroy(): void {
    this.view.destroy();
  }

  private updated({ docChanged, focusChanged, changes }: ViewUpdate, changed: () => void): void {
    if (docChanged || focusChanged) this.view.setTabFocusMode(false);
    if (!docChanged) return;
    this.told = new Map([...this.told].map(([line, at]) => [line, changes.mapPos(at)]));
    changed();
  }

  /** A line by its number in the program. */
  private line(number: number) {
    const { doc } = this.view.state;
    return doc.line(Math.min(Math.max(number - offset(this.frame), 1), doc.lines));
  }

  private marks({ level, code, message, marks }: Diagnostic): Shown[] {
    const name = `${level}${code ? `[${code}]` : ""}`;
    return marks.map(({ line, from, to, primary, label }) => {
      const place = this.line(line);
      return {
        from: Math.min(place.from + from, place.to),
        to: Math.min(place.from + to, place.to),
        severity: primary ? level : "info",
        message: primary ? `${name}: ${message}${label ? `\n${label}` : ""}` : label || `part of the ${name}`,
      };
    });
  }

  private panicked(panic: Panic | null): Shown[] {
    if (!panic?.line) return [];
    const { from, to, text } = this.line(panic.line);
    const start = from + text.search(/\S|$/); // the place is a point, somewhere in an expression
    const message = `panicked here: ${panic.message}`;
    return [{ from: start, to, severity: "error", markClass: "bp-panicked", message }];
  }
}

function behaviour({ label, describedBy, run }: Wishes): Extension {
  return [
    keymap.of([
      { key: "Mod-Enter", run: () => (run(), true) },
      { key: "Escape", run: letTabLeave },
      indentWithTab,
      ...defaultKeymap,
      ...historyKeymap,
    ]),
    lintGutter({ markerFilter: (found) => found.filter(({ severity }) => severity !== "info") }),
    history(),
    rust(),
    bracketMatching(),
    indentOnInput(),
    indentUnit.of("    "),
    EditorState.tabSize.of(4),
    // It can be focused as it is; axe only believes the attribute.
    EditorView.contentAttributes.of({ "aria-label": label, "aria-describedby": describedBy, tabindex: "0" }),
    EditorView.scrollMargins.of(() => ({ top: headerHeight() })),
  ];
}

/** Tab indents; after Escape it leaves, for as long as nothing is typed. Escape also closes what hangs open. */
const letTabLeave: Command = (view) => {
  view.setTabFocusMode(true);
  view.dispatch({ effects: closeHoverTooltips });
  return true;
};

/** A sticky header hides what is scrolled below it. */
function headerHeight(): number {
  return Math.max(0, document.querySelector(".md-header")?.getBoundingClientRect().bottom ?? 0);
}
