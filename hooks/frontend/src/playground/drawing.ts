// What rustc draws below the lines of a program, in signs -> the stretches that it marks, with their labels. Pure.

/** A stretch of one line (1-based) of the program; `from` and `to` in UTF-16 units from 0, `to` exclusive. */
export interface Mark {
  line: number;
  from: number;
  to: number;
  primary: boolean;
  label: string;
}

const ROW = /^ *(\d+) \| ?(.*)$/;
const BELOW = /^ *\| ?(.*)$/;
const TAB = 4; // columns that rustc gives a tab
// East Asian wide and fullwidth characters, and emoji: two columns each.
const WIDE = new RegExp(
  "[\\u1100-\\u115f\\u2e80-\\ua4cf\\uac00-\\ud7a3\\uf900-\\ufaff\\ufe30-\\ufe6f\\uff00-\\uff60\\uffe0-\\uffe6]|" +
    "\\p{Emoji_Presentation}",
  "u",
);

/**
 * The marks of a diagnostic at `line` and `column` (characters, from 1) of a program of these `lines`. What cannot be
 * followed has no mark, except the place itself.
 */
export function marks(drawing: string[], lines: string[], line: number, column: number): Mark[] {
  const found = drawing.flatMap((row, index) => {
    const shown = ROW.exec(row);
    const number = Number(shown?.[1]);
    const source = lines[number - 1];
    // A line that rustc shows otherwise than it is (cut, or shifted by a bracket) has its marks elsewhere, too.
    if (!shown || source === undefined || shown[2] !== source.replaceAll("\t", " ".repeat(TAB))) return [];
    const first = number === line ? width([...source].slice(0, column - 1).join("")) : null;
    return underlined(under(drawing, index), first).map(({ start, end, primary, label }): Mark => {
      return { line: number, from: unit(source, start), to: unit(source, end), primary, label };
    });
  });
  return found.some((mark) => mark.primary && mark.line === line) ? found : [...found, wordAt(lines, line, column)];
}

/** What is drawn below the row at `index`, up to the next row. */
function under(drawing: string[], index: number): string[] {
  const below: string[] = [];
  for (const row of drawing.slice(index + 1)) {
    const match = ROW.test(row) ? null : BELOW.exec(row);
    if (!match) break;
    below.push(match[1]!);
  }
  return below;
}

/** A stretch of the screen: columns from 0, `end` exclusive. */
interface Stretch {
  start: number;
  end: number;
  primary: boolean;
  label: string;
}

/** What the signs below a line underline; the primary place is known to begin at column `first`, if it is there. */
function underlined([signs = "", ...lanes]: string[], first: number | null): Stretch[] {
  const found: Stretch[] = [];
  const group = /[-^]+(?: (?![-^]+(?: |$))(\S.*?)(?=  +[-^]|$))?/g;
  for (let match = group.exec(signs); match; match = group.exec(signs)) {
    const stretches = taken(match[0].slice(0, match[0].search(/[^-^]|$/)), match.index, first === match.index);
    const beside = match[1];
    if (beside !== undefined) stretches.at(-1)!.label = beside;
    found.push(...stretches);
  }
  for (const start of new Set(found.map((stretch) => stretch.start))) {
    const labels = hanging(lanes, start);
    const here = found.filter((stretch) => stretch.start === start && !stretch.label);
    here.forEach((stretch, at) => {
      stretch.label = labels.slice(at, at + 1 < here.length ? at + 1 : undefined).join("; ");
    });
  }
  return found;
}

/**
 * Takes adjoining signs apart, the longest stretch first. Where both kinds touch, one stretch lies within the other and
 * was drawn over it; `leads` says that the primary place begins where the signs do.
 */
function taken(signs: string, start: number, leads: boolean): Stretch[] {
  const runs = [...signs.matchAll(/\^+|-+/g)].map((run) => ({
    start: start + run.index,
    end: start + run.index + run[0].length,
    primary: run[0].startsWith("^"),
    label: "",
  }));
  const [head, next, tail] = runs;
  if (!head || !next || runs.length > 3) return runs;
  const primary = tail ? head.primary : head.primary || leads;
  const inner = tail ? next : runs.find((run) => run.primary !== primary)!;
  return [{ start, end: start + signs.length, primary, label: "" }, inner];
}

/** The labels that hang below column `start`: left of them stand only the lines of other labels. */
function hanging(lanes: string[], start: number): string[] {
  const here = lanes.filter((row) => /^[ |]*$/.test(row.slice(0, start)) && /[^ |]/.test(row.charAt(start)));
  return here.map((row) => row.slice(start).trimEnd());
}

/** How many columns of a screen a text takes. */
function width(text: string): number {
  return [...text].reduce((sum, one) => sum + (one === "\t" ? TAB : WIDE.test(one) ? 2 : 1), 0);
}

/** The column on a screen (from 0), as an offset into the line. */
function unit(source: string, column: number): number {
  let [offset, at] = [0, 0];
  for (const character of source) {
    if (at >= column) break;
    at += width(character);
    offset += character.length;
  }
  return offset;
}

/** The word at a column (in characters from 1), where nothing is drawn that could be followed. */
function wordAt(lines: string[], line: number, column: number): Mark {
  const source = lines[line - 1] ?? "";
  const from = [...source].slice(0, column - 1).join("").length;
  const word = /^(?:\w+|\S|$)/u.exec(source.slice(from))?.[0] ?? "";
  return { line, from, to: from + word.length, primary: true, label: "" };
}
