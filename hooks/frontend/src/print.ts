// On paper nothing can be unfolded, and nothing is dark: what is folded opens for the printer, in the light scheme, and
// all is as before when it is done. (Without scripts pages are light, and the stylesheet unfolds them where it can.)

const LIGHT = "default";

export function print(): void {
  let opened: HTMLDetailsElement[] = [];
  let scheme: string | null = null;
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("article details:not([open])")];
    for (const details of opened) details.open = true;
    scheme = document.body.getAttribute("data-md-color-scheme");
    if (scheme) document.body.setAttribute("data-md-color-scheme", LIGHT);
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
    if (scheme) document.body.setAttribute("data-md-color-scheme", scheme);
  });
}
