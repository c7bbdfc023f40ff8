// What may be done before one line, taken from the data of a whole figure.

/** The data of a figure, as site/figure/permission_data.py writes it. */
export interface Answers {
  heads: string[];
  answers: string[];
  captions: string[];
  close: string;
  rows: [name: string, answers: string, why: number[]][];
  why: string[];
  lines: [line: number, caption: number, rows: number[], why: number[]][];
}

export interface Table {
  caption: string;
  rows: { name: string; answers: { text: string; index: number }[] }[];
  why: string[];
}

/** The table of a line. The first line shown has an entry. */
export function tableAt(data: Answers, line: number): Table {
  const [, caption, indices, common] = data.lines.filter(([first]) => first <= line).at(-1)!;
  const rows = indices.map((index) => data.rows[index]!);
  return {
    caption: data.captions[caption]!.replace("#", String(line)),
    rows: rows.map(([name, answers]) => ({
      name,
      answers: [...answers].map((digit) => ({ text: data.answers[Number(digit)]!, index: Number(digit) })),
    })),
    why: [...rows.flatMap(([, , why]) => why), ...common].map((index) => data.why[index]!),
  };
}
