import { copy } from "./copy.ts";
import { editing } from "./editing.ts";
import { linesInFocus } from "./lines.ts";
import { permissions } from "./permissions.ts";
import { opening } from "./opening.ts";
import { questions } from "./questions.ts";

copy();
editing();
linesInFocus();
opening();
permissions();
questions();
