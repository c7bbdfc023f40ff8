"""The Rust Playground as a backend: what to ask, in which order, and when to stop asking."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from borrowproof.backends import Answer
from borrowproof.backends.playground import batch, crates, execution, job_report, single, versions
from borrowproof.backends.playground.batch import Batch, Damaged, Report
from borrowproof.backends.playground.driver import Driver, Killed, NoDriver, Stopped
from borrowproof.backends.playground.failures import Closed, TimedOut, TooLarge, TooMuchOutput, Unusable
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.versions import Compiler
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked, Outcome

Jobs = tuple[Job, ...]
Pairs = list[tuple[Job, Answer]]

PATIENCE = 9  # what may go wrong in a row; a request without any answer counts thrice
CONFIRMED = 20  # single answers that are held back until it is known which compiler gave them

_CAUSES: dict[type[Exception], Cause] = {
    TimedOut: Cause.TIMEOUT,
    TooLarge: Cause.LIMIT,
    TooMuchOutput: Cause.LIMIT,
    Stopped: Cause.LIMIT,
}


@dataclass(slots=True)
class PlaygroundBackend:
    """Judges on a Playground, one request at a time. `toolchain` describes `compiler` for the evidence.

    `warnings` are what a reader of the run should know. `singly` holds once the driver is known not to work.
    """

    driver: Driver
    compiler: Compiler
    toolchain: Toolchain
    warnings: list[str] = field(default_factory=list)
    singly: bool = False
    _offered: dict[str, str] | None = None
    _used: set[str] = field(default_factory=set)
    _troubles: int = 0
    _given_up: str | None = None

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        waiting: deque[Jobs] = deque(tuple(group) for group in batch.plan(jobs))
        while waiting:
            if self.singly:
                yield from self._of_cargo([job for group in waiting for job in group])
                break
            group = waiting.popleft()
            answers, again = self._together(group)
            yield from self._with_crates(answers)
            waiting.extend(again)
        if self._used:
            known = self._crates()
            versions = ", ".join(f"{name} {known[name]}" for name in sorted(self._used))
            self._warn(f"crates of the Playground that programs used: {versions}")

    # Many in one request

    def _together(self, group: Jobs, *, last: bool = False) -> tuple[Pairs, list[Jobs]]:
        """Answers for a group, and what is to be asked again, in smaller groups."""
        if self._given_up is not None:
            return [(job, NotChecked(Cause.INFRASTRUCTURE, self._given_up)) for job in group], []
        try:
            report, compiler = self.driver.ask(Batch(group))
        except NoDriver as error:
            self._fall_back(str(error))
            return [], [group]
        except (TimedOut, TooLarge, TooMuchOutput, Damaged, Killed, Stopped) as error:
            return self._halved(group, error)
        except Unusable as error:
            self._trouble(3, error)
            return [(job, NotChecked(Cause.INFRASTRUCTURE, str(error))) for job in group], []
        self._troubles = 0
        if compiler != self.compiler:
            return (self._rolled(group, compiler), []) if last else self._together(group, last=True)
        return self._sorted_out(group, report)

    def _sorted_out(self, group: Jobs, report: Report) -> tuple[Pairs, list[Jobs]]:
        broken = job_report.broken(report.jobs)
        if broken is not None:
            self._fall_back(broken)
            return [], [group]
        found = [
            (job, job_report.answer(job, told, alone=len(group) == 1))
            for job, told in zip(group, report.jobs, strict=True)
        ]
        answers: Pairs = [(job, answer) for job, answer in found if not isinstance(answer, RetryReason)]
        killed = [job for job, answer in found if answer is RetryReason.SINGLY]
        if killed:
            self._warn("rustc was killed where the driver had started it, so some snippets were sent by themselves")
        answers += self._one_by_one(killed)
        again = [(job,) for job, answer in found if answer is RetryReason.ALONE]
        later = tuple(job for job, answer in found if answer is RetryReason.LATER)
        return answers, [*again, *(_halves(later) if later == group else [later] if later else [])]

    def _halved(self, group: Jobs, error: Exception) -> tuple[Pairs, list[Jobs]]:
        self._trouble(1, error)
        if len(group) > 1:
            return [], _halves(group)
        detail = f"the Playground's answer is damaged: {error}" if isinstance(error, Damaged) else str(error)
        return [(group[0], NotChecked(_CAUSES.get(type(error), Cause.INFRASTRUCTURE), detail))], []

    def _rolled(self, group: Iterable[Job], now: Compiler) -> Pairs:
        what = f"{self.driver.channel} there is {now}, and was {self.compiler} when the run began"
        detail = f"the compiler changed during the run: {what}; run again, perhaps in ten minutes"
        self._warn(detail)
        return [(job, NotChecked(Cause.INFRASTRUCTURE, detail)) for job in group]

    # Crates

    def _with_crates(self, answers: Pairs) -> Iterator[tuple[Job, Answer]]:
        """The answers; what lacks a crate that the Playground has is asked again, of cargo, which gives it."""
        lacking = {job: names for job, answer in answers if (names := crates.lacking(answer))}
        again = [job for job, names in lacking.items() if names <= self._crates().keys()]
        yield from ((job, answer) for job, answer in answers if job not in again)
        yield from self._of_cargo(again)

    def _of_cargo(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Answers of cargo. Those that a crate has part in are not kept: nothing tells when its version changes."""
        for job, answer in self._one_by_one(jobs):
            used = crates.candidates(job.code)
            used = used & self._crates().keys() if used and isinstance(answer, Outcome) else frozenset()
            self._used |= used
            yield job, replace(answer, inputs=None) if isinstance(answer, Outcome) and used else answer

    def _crates(self) -> dict[str, str]:
        """The crates that the Playground says it has, by name; none where it does not say."""
        if self._offered is None:
            try:
                self._offered = crates.offered(self.driver.client.get("/meta/crates"))
            except Unusable:
                self._offered = {}
        return self._offered

    # One by one

    def _one_by_one(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Answers of cargo, which does not tell its version: they count once it is known not to have changed."""
        for start in range(0, len(jobs), CONFIRMED):
            yield from self._confirmed([(job, self._single(job)) for job in jobs[start : start + CONFIRMED]])

    def _single(self, job: Job) -> Answer:
        obstacle = single.obstacle(job)
        if obstacle is not None or self._given_up is not None:
            return obstacle or NotChecked(Cause.INFRASTRUCTURE, self._given_up or "")
        request = single.request(job, self.driver.channel)
        try:
            done = execution.read(self.driver.client.post(request.path, request.payload))
        except Unusable as error:
            self._trouble(1 if isinstance(error, TooLarge | TooMuchOutput) else 3, error)
            return NotChecked(_CAUSES.get(type(error), Cause.INFRASTRUCTURE), str(error))
        answer = single.read(job, done)
        if isinstance(answer, NotChecked) and answer.cause is Cause.INFRASTRUCTURE:
            self._trouble(1, answer.detail)
        else:
            self._troubles = 0
        return answer

    def _confirmed(self, answers: Pairs) -> Pairs:
        if all(isinstance(answer, NotChecked) for _, answer in answers):
            return answers
        try:
            compiler = versions.published(self.driver.client.get("/meta/versions"), self.driver.channel)
        except Unusable as error:
            detail = f"it is not known which compiler of the Playground judged it: {error}"
            return [(job, NotChecked(Cause.INFRASTRUCTURE, detail)) for job, _ in answers]
        if compiler != self.compiler:
            return self._rolled([job for job, _ in answers], compiler)
        return answers

    # What goes wrong

    def _fall_back(self, why: str) -> None:
        self.singly = True
        self._warn(f"the Playground cannot judge many snippets in one request ({why}): each was sent by itself")

    def _trouble(self, weight: int, error: Exception | str) -> None:
        """Count what goes wrong in a row; what was never sent does not count."""
        if isinstance(error, Closed):
            return
        self._troubles += weight
        if self._troubles >= PATIENCE and self._given_up is None:
            self._given_up = f"the Playground was asked no more after too many failures in a row, the last: {error}"
            self._warn(self._given_up)

    def _warn(self, sentence: str) -> None:
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def _halves(group: Jobs) -> list[Jobs]:
    middle = len(group) // 2
    return [half for half in (group[:middle], group[middle:]) if half]
