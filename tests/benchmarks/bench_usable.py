"""When is a lesson usable on a slow phone? Two builds of a site beside each other, in one run:

    python -m tests.benchmarks.bench_usable BEFORE AFTER [--page ownership/moves.html] [--rounds 5]

Usable: everything is painted, and the last task that held the main thread for 50 ms or more has ended. The processor
is slowed down six times, the window is 412 px wide, and each build takes its turn in every round, so that noise hits
both alike. Told beside it: elements, bytes of compressed HTML, and layout shift.
"""

from __future__ import annotations

import argparse
import gzip
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser import provision
from tests.browser.conftest import FLAGS, serving

SLOWER = 6  # times
PATIENCE = 120_000  # ms; a busy machine needs long
QUIET = 2_000  # ms without a long task, after which none is expected any more
# Buffered, so that what happened before is told as well.
WATCH = """() => {
  window.long = []; window.shift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((one) => long.push(one.startTime + one.duration)))
    .observe({type: 'longtask', buffered: true});
  const add = (one) => { shift += one.hadRecentInput ? 0 : one.value; };
  new PerformanceObserver((list) => list.getEntries().forEach(add))
    .observe({type: 'layout-shift', buffered: true});
}"""
QUIET_SINCE = f"""() => performance.getEntriesByType('paint').length > 0 && document.readyState === 'complete'
  && performance.now() - Math.max(0, ...long) > {QUIET}"""
FOUND = """() => ({
  usable: Math.max(...long, ...performance.getEntriesByType('paint').map((one) => one.startTime)),
  nodes: document.querySelectorAll('*').length,
  shift,
})"""


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to a page: milliseconds from the click to usable, elements, and layout shift."""

    usable: float
    nodes: int
    shift: float


def visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 412, "height": 900}, service_workers="block")
    page = context.new_page()
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(f"({WATCH})()")
    page.goto(address, timeout=PATIENCE)
    page.wait_for_function(QUIET_SINCE, timeout=PATIENCE)
    found = page.evaluate(FOUND)
    context.close()
    return Visit(**found)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("builds", nargs=2, type=Path, metavar=("BEFORE", "AFTER"))
    asked.add_argument("--page", default="ownership/moves.html")
    asked.add_argument("--rounds", type=int, default=5)
    options = asked.parse_args()
    executable = provision.found() or sys.exit(provision.NONE)
    with sync_playwright() as playwright, serving(options.builds[0]) as before, serving(options.builds[1]) as after:
        browser = playwright.chromium.launch(executable_path=executable, chromium_sandbox=False, args=list(FLAGS))
        names = {"before": before, "after": after}
        visits: dict[str, list[Visit]] = {name: [] for name in names}
        for _ in range(options.rounds):
            for name, address in names.items():
                visits[name].append(visit(browser, f"{address}/{options.page}"))
        browser.close()
    for (name, found), build in zip(visits.items(), options.builds, strict=True):
        times = [one.usable / 1000 for one in found]
        weight = len(gzip.compress((build / options.page).read_bytes(), 9))
        sys.stdout.write(
            f"{name:>6}: usable after {statistics.median(times):.2f} s (median of {len(times)}, "
            f"{min(times):.2f} to {max(times):.2f}), {found[0].nodes} elements, {weight} bytes, "
            f"shift {max(one.shift for one in found):.3f}\n"
        )


if __name__ == "__main__":
    main()
