// What a page with snippets can do with scripts that it cannot do without. Everything else works without this file,
// and nothing is sent anywhere before the reader asks for it.

import { copy } from "./copy.ts";
import { editing } from "./editing.ts";
import { opening } from "./opening.ts";
import { ownership } from "./ownership.ts";
import { questions } from "./questions.ts";

copy();
editing();
opening();
ownership();
questions();
