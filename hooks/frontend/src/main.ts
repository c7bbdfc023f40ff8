import { copy } from "./copy.ts";
import { editing } from "./editing.ts";
import { linesInFocus } from "./lines.ts";
import { opening } from "./opening.ts";
import { questions } from "./questions.ts";

copy();
editing();
linesInFocus();
opening();
questions();
