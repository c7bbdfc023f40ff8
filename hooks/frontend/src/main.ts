import { copy } from "./copy.ts";
import { editing } from "./editing.ts";
import { linesInFocus } from "./lines.ts";
import { memory } from "./memory.ts";
import { opening } from "./opening.ts";
import { permissions } from "./permissions.ts";
import { questions } from "./questions.ts";

copy();
editing();
linesInFocus();
memory();
opening();
permissions();
questions();
