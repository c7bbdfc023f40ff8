// Bundles the scripts of a page. Classic scripts, since a page opened from disk may not load modules.
import { build } from "esbuild";

const out = process.argv[2] ?? "../borrowproof/assets/scripts";

await build({
  entryPoints: {
    borrowproof: "src/main.ts",
    "borrowproof-editor": "src/editor/main.ts",
    "borrowproof-lessons": "src/lessons.ts",
    "borrowproof-finder": "src/finder.ts",
    "service-worker": "src/service-worker.ts",
    // Material's search runs in a worker, which a page opened from disk may not start; this stands in for it there.
    "iframe-worker": "iframe-worker/shim",
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  charset: "utf8",
  legalComments: "eof",
  logLevel: "warning",
});
