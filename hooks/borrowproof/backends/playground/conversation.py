"""Asking a Playground about many things in few requests: what is asked again, in smaller parts, and when to stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from borrowproof.backends.playground import job_report
from borrowproof.backends.playground.batch import Batch, Damaged, JobReport, Report
from borrowproof.backends.playground.driver import Driver, Killed, NoDriver, Stopped
from borrowproof.backends.playground.failures import Closed, TimedOut, TooLarge, TooMuchOutput, Unusable
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.task import Task
from borrowproof.backends.playground.versions import Compiler
from borrowproof.model.outcome import Cause, NotChecked

PATIENCE = 9  # what may go wrong in a row; a request without any answer counts thrice
CAUSES: dict[type[Exception], Cause] = {
    TimedOut: Cause.TIMEOUT,
    TooLarge: Cause.LIMIT,
    TooMuchOutput: Cause.LIMIT,
    Stopped: Cause.LIMIT,
}
Item = TypeVar("Item")
Reply = TypeVar("Reply", covariant=True)


class Inquiry(Protocol[Item, Reply]):
    """One kind of question, about items of one kind."""

    def task(self, item: Item) -> Task:
        """What the driver is to do."""
        ...

    def read(self, item: Item, report: JobReport, *, alone: bool) -> Reply | NotChecked | RetryReason:
        """What its report means; `alone` holds where nothing else shared the request."""
        ...

    def without_driver(self, items: Sequence[Item]) -> Iterator[tuple[Item, Reply | NotChecked]]:
        """The answers where the driver does not work."""
        ...


@dataclass(slots=True)
class Conversation:
    """All that is asked of one Playground in a run, one request at a time.

    `warnings` are what a reader of the run should know. `compiler` is the one that must answer. `no_driver` says
    why the driver does not work there, once that is known, and `given_up` why nothing more is asked at all.
    """

    driver: Driver
    compiler: Compiler
    warnings: list[str] = field(default_factory=list)
    no_driver: str | None = None
    given_up: str | None = None
    _troubles: int = 0

    def ask(
        self, groups: Iterable[Sequence[Item]], inquiry: Inquiry[Item, Reply]
    ) -> Iterator[tuple[Item, Reply | NotChecked]]:
        """The answer to every item. Each of `groups` fits into a request."""
        waiting = deque(tuple(group) for group in groups)
        while waiting:
            if self.no_driver is not None:
                yield from inquiry.without_driver([item for group in waiting for item in group])
                return
            group = waiting.popleft()
            answers, again = self._together(group, inquiry)
            yield from answers
            waiting.extend(again)

    def _together(
        self, group: tuple[Item, ...], inquiry: Inquiry[Item, Reply], *, last: bool = False
    ) -> tuple[list[tuple[Item, Reply | NotChecked]], list[tuple[Item, ...]]]:
        """Answers for a group, and what is to be asked again, in smaller groups."""
        if self.given_up is not None:
            return [(item, NotChecked(Cause.INFRASTRUCTURE, self.given_up)) for item in group], []
        try:
            report, compiler = self.driver.ask(Batch(tuple(inquiry.task(item) for item in group)))
        except NoDriver as error:
            self.no_driver = str(error)
            return [], [group]
        except (TimedOut, TooLarge, TooMuchOutput, Damaged, Killed, Stopped) as error:
            return self._halved(group, error)
        except Unusable as error:
            self.trouble(3, error)
            return [(item, NotChecked(Cause.INFRASTRUCTURE, str(error))) for item in group], []
        self.all_is_well()
        if compiler == self.compiler:
            return self._sorted_out(group, report, inquiry)
        if not last:
            return self._together(group, inquiry, last=True)
        return [(item, self.rolled(compiler)) for item in group], []

    def _sorted_out(
        self, group: tuple[Item, ...], report: Report, inquiry: Inquiry[Item, Reply]
    ) -> tuple[list[tuple[Item, Reply | NotChecked]], list[tuple[Item, ...]]]:
        broken = job_report.broken(report.jobs)
        if broken is not None:
            self.no_driver = broken
            return [], [group]
        alone = len(group) == 1
        found = [(item, inquiry.read(item, told, alone=alone)) for item, told in zip(group, report.jobs, strict=True)]
        answers = [(item, answer) for item, answer in found if not isinstance(answer, RetryReason)]
        answers += inquiry.without_driver([item for item, answer in found if answer is RetryReason.SINGLY])
        again = [(item,) for item, answer in found if answer is RetryReason.ALONE]
        later = tuple(item for item, answer in found if answer is RetryReason.LATER)
        return answers, [*again, *(_halves(later) if later == group else [later] if later else [])]

    def _halved(
        self, group: tuple[Item, ...], error: Exception
    ) -> tuple[list[tuple[Item, Reply | NotChecked]], list[tuple[Item, ...]]]:
        self.trouble(1, error)
        if len(group) > 1:
            return [], _halves(group)
        detail = f"the Playground's answer is damaged: {error}" if isinstance(error, Damaged) else str(error)
        return [(group[0], NotChecked(CAUSES.get(type(error), Cause.INFRASTRUCTURE), detail))], []

    def rolled(self, now: Compiler) -> NotChecked:
        """The answer where another compiler answers than the one that the run began with."""
        what = f"{self.driver.channel} there is {now}, and was {self.compiler} when the run began"
        detail = f"the compiler changed during the run: {what}; run again, perhaps in ten minutes"
        self.warn(detail)
        return NotChecked(Cause.INFRASTRUCTURE, detail)

    def all_is_well(self) -> None:
        """An answer came: what went wrong before is past."""
        self._troubles = 0

    def trouble(self, weight: int, error: Exception | str) -> None:
        """Count what goes wrong in a row; what was never sent does not count."""
        if isinstance(error, Closed):
            return
        self._troubles += weight
        if self._troubles >= PATIENCE and self.given_up is None:
            self.given_up = f"the Playground was asked no more after too many failures in a row, the last: {error}"
            self.warn(self.given_up)

    def warn(self, sentence: str) -> None:
        """Say something about the run, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def _halves(group: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    middle = len(group) // 2
    return [half for half in (group[:middle], group[middle:]) if half]
