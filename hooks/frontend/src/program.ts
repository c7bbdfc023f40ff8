// The program of a figure. The page holds it once: in its link to the Playground or, where it is too long for that,
// in a template.

/** The program as it was judged, hidden lines and all. To rustc and to editors a CRLF is a plain line end. */
export function programOf(figure: Element): string {
  return carried(figure).replaceAll("\r\n", "\n");
}

function carried(figure: Element): string {
  const link = figure.querySelector<HTMLAnchorElement>("a.bp-opening[href*='code=']");
  if (link) return new URL(link.href).searchParams.get("code") ?? "";
  return figure.querySelector<HTMLTemplateElement>(".bp-opening > template")?.content.textContent ?? "";
}
