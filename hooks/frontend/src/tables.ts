// Material lays every table into a box that scrolls where the table is too wide. The keyboard must reach such a box.

export function tables(): void {
  addEventListener("load", () => {
    const sizes = new ResizeObserver((changed) => changed.forEach(({ target }) => reach(target as HTMLElement)));
    document.querySelectorAll(".md-typeset__scrollwrap").forEach((box) => sizes.observe(box));
  });
}

function reach(box: HTMLElement): void {
  if (box.scrollWidth > box.clientWidth) {
    box.tabIndex = 0;
    box.role = "group";
    box.ariaLabel = "Wide table";
  } else {
    ["tabindex", "role", "aria-label"].forEach((name) => box.removeAttribute(name));
  }
}
