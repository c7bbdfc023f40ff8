// How the editor looks: as the listings do, by the same custom properties, in both schemes and in forced colours.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const underline = (style: string, colour: string) => ({
  background: "none",
  paddingBottom: "0",
  textDecoration: `underline ${style} ${colour} 1.5px`,
  textUnderlineOffset: "0.22em",
  textDecorationSkipInk: "none",
});

const marker = (sign: string, colour: string) => ({
  content: "normal",
  "&::before": { content: `"${sign}"`, color: colour, fontWeight: "700" },
});

const frame = EditorView.theme({
  "&": { backgroundColor: "var(--bp-code-page)", color: "var(--bp-ink)" },
  "&.cm-focused": { outline: "2px solid var(--bp-ink)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--bp-code-font)", fontVariantLigatures: "none", lineHeight: "1.6" },
  ".cm-content": { padding: "0.7em 0", caretColor: "var(--bp-ink)" },
  ".cm-line": { padding: "0 1em 0 2px" },
  ".cm-gutters": { background: "var(--bp-code-page)", color: "var(--bp-quiet)", border: "0" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "var(--bp-editor-numbers)", padding: "0" },
  ".cm-gutter-lint": { width: "1.25ch" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0" },
  "&.cm-focused .cm-matchingBracket": { background: "var(--bp-wash-highlight)", outline: "1px solid var(--bp-quiet)" },
  "&.cm-focused .cm-nonmatchingBracket": { background: "none", outline: "1px dashed var(--bp-error)" },
  ".cm-lintRange-error": underline("wavy", "var(--bp-error)"),
  ".cm-lintRange-warning": underline("wavy", "var(--bp-mutable)"),
  ".cm-lintRange-info": underline("dotted", "var(--bp-quiet)"),
  ".cm-lintRange.bp-panicked": underline("double", "var(--bp-panic)"),
  ".cm-lintRange-active": { backgroundColor: "var(--bp-wash-highlight)" },
  ".cm-lintPoint::after": { display: "none" },
  ".cm-lint-marker": { width: "auto", height: "auto", textAlign: "center" },
  ".cm-lint-marker-error": marker("✕", "var(--bp-error)"),
  ".cm-lint-marker-warning": marker("!", "var(--bp-mutable)"),
  ".cm-tooltip": {
    border: "1px solid var(--bp-quiet)",
    background: "var(--bp-page)",
    color: "var(--bp-ink)",
    maxWidth: "min(36em, 90vw)",
  },
  ".cm-diagnostic": { padding: "0.3em 0.7em", borderLeft: "3px solid var(--bp-quiet)", whiteSpace: "pre-wrap" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--bp-error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--bp-mutable)" },
});

const code = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.self, tags.bool, tags.standard(tags.typeName)], fontWeight: "600" },
  { tag: tags.comment, color: "var(--bp-quiet)", fontStyle: "italic" },
  { tag: [tags.string, tags.special(tags.string), tags.character, tags.escape], color: "var(--bp-string, #555148)" },
]);

export const theme: Extension = [frame, syntaxHighlighting(code)];
