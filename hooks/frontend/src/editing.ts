// The way into the editor: shows the buttons, says where an edit was kept, and loads the editor when it is asked for.

import { button, element } from "./dom.ts";
import { changedElsewhere } from "./elsewhere.ts";
import { fingerprint, keep, keptEdits, keyOf, pageOf, storage, type Kept, type Name } from "./edits.ts";
import type { Program } from "./playground/request.ts";
import { programOf } from "./program.ts";
import { loadScript } from "./script.ts";

/** What the editor needs to know. `keep` is told of each change (null: as verified), and says if it could be kept. */
export interface Opening {
  figure: HTMLElement;
  verified: Program;
  start: Program;
  address: string;
  whole: boolean;
  keep: (edit: Program | null) => boolean;
  closed: () => void;
}

declare global {
  /** What borrowproof-editor.js offers once it is loaded. */
  var borrowproofEditor: { open: (opening: Opening) => void } | undefined;
}

/** The editor lies beside this script. */
const own = document.currentScript as HTMLScriptElement | null;
const BUNDLE = new URL("borrowproof-editor.js", own?.src ?? document.baseURI);

let loading: Promise<void> | null = null;

function load(): Promise<void> {
  loading ??= loadScript(BUNDLE.href).then(
    () => undefined,
    (problem: unknown) => {
      loading = null;
      throw problem;
    },
  );
  return loading;
}

/** One figure that can be edited: its button, its note about kept edits, and its program. */
class Editable {
  private readonly figure: HTMLElement;
  private readonly name: Name;
  private readonly verified: Program;
  private readonly note = element("div", { class: "bp-kept" });
  private readonly status = element("span", { role: "status" });
  private readonly asked: HTMLButtonElement;

  constructor(asked: HTMLButtonElement, figure: HTMLElement) {
    const { edition, channel } = asked.dataset as Record<string, string>;
    const code = programOf(figure);
    this.figure = figure;
    this.asked = asked;
    this.verified = { code, edition: edition!, channel: channel! };
    this.name = { page: pageOf(location.pathname), id: figure.id, fingerprint: fingerprint(code) };
    asked.hidden = false;
    asked.addEventListener("click", () => void this.open(this.current()));
  }

  private kept(): Kept[] {
    return keptEdits(storage(), all.map((editable) => editable.name)).get(this.figure.id) ?? [];
  }

  private current(): Kept | null {
    return this.kept().find((kept) => !kept.stale) ?? null;
  }

  /** Whether the reader is at the note, so that it should stay as it is. */
  get inUse(): boolean {
    return this.note.contains(document.activeElement);
  }

  /** Says which edits were kept, and offers to go on with each or to drop it. */
  tell(): void {
    const said = this.kept().map((kept) => this.line(kept));
    this.note.replaceChildren(...said);
    if (said.length === 0) this.note.remove();
    else this.asked.closest(".bp-actions")!.after(this.note);
  }

  private line(kept: Kept): HTMLElement {
    const said = kept.stale
      ? "You edited an earlier version of this program; the lesson has changed since:"
      : "You edited this program:";
    const go = button(kept.stale ? "continue with your edit" : "continue", "bp-link", () => void this.open(kept));
    const drop = button(kept.stale ? "discard your edit" : "discard", "bp-link", () => this.discard(kept, line));
    const line = element("p", {}, `${said} `, go, " ", drop);
    return line;
  }

  private discard(kept: Kept, line: HTMLElement): void {
    keep(storage(), kept.key, null);
    const back = button("bring it back", "bp-link", () => {
      keep(storage(), kept.key, kept.edit);
      this.tell();
      this.note.querySelector("button")?.focus();
    });
    line.replaceChildren("Your edit is discarded: ", back);
    back.focus();
  }

  private async open(kept: Kept | null): Promise<void> {
    this.asked.after(this.status);
    this.status.textContent = "Loading the editor …";
    try {
      await load();
      this.status.textContent = "";
    } catch {
      this.status.textContent = "The editor could not be loaded. Are you offline? Try again.";
      return;
    }
    globalThis.borrowproofEditor!.open({
      figure: this.figure,
      verified: this.verified,
      start: kept?.edit ?? this.verified,
      address: this.asked.dataset.playground!,
      whole: "whole" in this.asked.dataset,
      keep: (edit) => this.keep(edit, kept),
      closed: () => {
        this.tell();
        this.asked.focus();
      },
    });
  }

  /** An edit that went on from another one (of an earlier program, or of another place) takes its place. */
  private keep(edit: Program | null, from: Kept | null): boolean {
    const key = keyOf(this.name);
    const done = keep(storage(), key, edit);
    if (done && from && from.key !== key) keep(storage(), from.key, null);
    return done;
  }
}

const all: Editable[] = [];

/** Shows the buttons, which say nothing without scripts. */
export function editing(): void {
  const found = [...document.querySelectorAll<HTMLButtonElement>("button.bp-edit[hidden]")];
  for (const asked of found) {
    const figure = asked.closest<HTMLElement>("figure.bp-snippet");
    if (figure) all.push(new Editable(asked, figure));
  }
  for (const editable of all) editable.tell();
  changedElsewhere(() => all.filter(({ inUse }) => !inUse).forEach((editable) => editable.tell()));
}
