// Loading another script of the site. As a script, because a page opened from disk may neither fetch nor load modules.

import { element } from "./dom.ts";

/** Loads a script and runs it; its element has the address in full. One that could not be loaded may be tried again. */
export function loadScript(address: string): Promise<HTMLScriptElement> {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: address });
    script.addEventListener("load", () => resolve(script));
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${address} was not loaded`));
    });
    document.head.append(script);
  });
}
