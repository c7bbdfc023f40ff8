// What a page can do with scripts that it cannot do without. Everything else works without this file,
// and nothing is sent anywhere before the reader asks for it.

import { copy } from "./copy.ts";
import { editing } from "./editing.ts";
import { finding } from "./finding.ts";
import { offline } from "./offline.ts";
import { opening } from "./opening.ts";
import { ownership } from "./ownership.ts";
import { path } from "./path.ts";
import { print } from "./print.ts";
import { questions } from "./questions.ts";
import { tables } from "./tables.ts";

copy();
editing();
finding();
offline();
opening();
ownership();
path();
print();
questions();
tables();
