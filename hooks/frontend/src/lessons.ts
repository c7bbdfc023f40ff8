// What a site of lessons can do with scripts besides: it concerns the whole page, so other people's sites are spared it.

import { finding } from "./finding.ts";
import { offline } from "./offline.ts";
import { path } from "./path.ts";
import { print } from "./print.ts";
import { tables } from "./tables.ts";

finding();
offline();
path();
print();
tables();
