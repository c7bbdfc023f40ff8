// What a figure says about its program as it was verified: put away while that is not what stands in the editor.

import { element } from "../dom.ts";

const OURS = ".bp-editor, .bp-badge-edited";

/** The verified parts of a figure, which are shown or hidden, to everybody alike. */
export class Verified {
  private readonly figure: HTMLElement;
  private readonly listing: HTMLElement | null;
  private readonly badge = element("span", { class: "bp-badge bp-badge-edited", role: "status" });
  private readonly away = new Set<HTMLElement>();

  constructor(figure: HTMLElement) {
    const codes = [...figure.querySelectorAll(".bp-code")].filter((code) => !code.closest("details"));
    this.figure = figure;
    this.listing = children(figure).find((child) => codes[0] && child.contains(codes[0])) ?? null;
  }

  /** Puts the editor in the place of the listing and of what can be done with that. */
  replace(editor: HTMLElement): void {
    const caption = this.figure.querySelector("figcaption");
    this.hide(this.replaced());
    (this.listing ?? caption)?.after(editor);
    if (caption) caption.append(this.badge);
    else editor.before(this.badge); // a program that a question asks about has no caption
  }

  /** Whether the program in the editor is another one than the verified one. */
  edited(edited: boolean): void {
    if (this.figure.classList.contains("bp-edited") === edited) return; // what is announced is announced once
    this.figure.classList.toggle("bp-edited", edited);
    this.badge.replaceChildren();
    if (edited) {
      this.badge.append("Edited by you, not verified");
      this.hide(said(this.figure));
    } else {
      const replaced = this.replaced();
      this.show([...this.away].filter((one) => !replaced.includes(one)));
    }
  }

  restore(): void {
    this.figure.classList.remove("bp-edited");
    this.badge.remove();
    this.show([...this.away]);
  }

  private replaced(): HTMLElement[] {
    const beside = this.figure.querySelectorAll<HTMLElement>(".bp-actions, .bp-kept");
    return [...(this.listing ? [this.listing] : []), ...beside];
  }

  private hide(elements: HTMLElement[]): void {
    for (const one of elements.filter(({ hidden }) => !hidden)) {
      one.hidden = true;
      this.away.add(one);
    }
  }

  private show(elements: HTMLElement[]): void {
    for (const one of elements) {
      one.hidden = false;
      this.away.delete(one);
    }
  }
}

/** All that is said about the verified program, in the figure and (its recorded output) right below. */
function said(figure: HTMLElement): HTMLElement[] {
  const caption = figure.querySelector("figcaption");
  const captions = children(caption).filter((one) => !one.matches(`.bp-title, ${OURS}`));
  const parts = children(figure).filter((one) => one !== caption && !one.matches(OURS));
  const below = figure.nextElementSibling;
  const recorded = below instanceof HTMLElement && below.matches(".stdout") ? [below] : [];
  return [...captions, ...parts, ...recorded];
}

function children(parent: HTMLElement | null): HTMLElement[] {
  return [...(parent?.children ?? [])].filter((one) => one instanceof HTMLElement);
}
