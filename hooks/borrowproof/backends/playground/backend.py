"""The Rust Playground as a backend: many programs in one request, or each in its own where that does not work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from borrowproof.backends import Answer
from borrowproof.backends.playground import batch, crates, execution, job_report, single, versions
from borrowproof.backends.playground.batch import JobReport
from borrowproof.backends.playground.conversation import CAUSES, Conversation
from borrowproof.backends.playground.failures import TooLarge, TooMuchOutput, Unusable
from borrowproof.backends.playground.job_report import RetryReason
from borrowproof.backends.playground.task import Task
from borrowproof.model.compiler import Toolchain
from borrowproof.model.outcome import Cause, Job, NotChecked, Outcome

Pairs = list[tuple[Job, Answer]]
CONFIRMED = 20  # single answers that are held back until it is known which compiler gave them


@dataclass(slots=True)
class PlaygroundBackend:
    """Judges on a Playground. `toolchain` describes the compiler of `conversation` for the evidence."""

    conversation: Conversation
    toolchain: Toolchain
    _offered: dict[str, str] | None = None
    _used: set[str] = field(default_factory=set)
    _asked_of_cargo: set[Job] = field(default_factory=set)

    def judge(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """What lacks a crate that the Playground has is asked again, of cargo, which gives it."""
        again: list[Job] = []
        for job, answer in self.conversation.ask(batch.plan(jobs, self.task), self):
            names = crates.lacking(answer)
            if names and job not in self._asked_of_cargo and names <= self._crates().keys():
                again.append(job)
            else:
                yield job, answer
        yield from self._of_cargo(again)
        if self._used:
            known = self._crates()
            versions = ", ".join(f"{name} {known[name]}" for name in sorted(self._used))
            self.conversation.warn(f"crates of the Playground that programs used: {versions}")

    def task(self, item: Job) -> Task:
        return Task.of(item, self.toolchain)

    def read(self, item: Job, report: JobReport, *, alone: bool) -> Answer | RetryReason:
        return job_report.answer(item, report, alone=alone)

    def without_driver(self, items: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        if items:
            self._warn_of_requests()
        return self._of_cargo(items)

    def _warn_of_requests(self) -> None:
        why = self.conversation.no_driver
        if why is None:
            why = "rustc was killed where the driver had started it, so some snippets were sent by themselves"
        else:
            why = f"the Playground cannot judge many snippets in one request ({why}): each was sent by itself"
        self.conversation.warn(why)

    def _of_cargo(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Answers of cargo. Those that a crate has part in are not kept: nothing tells when its version changes."""
        for job, answer in self._one_by_one(jobs):
            self._asked_of_cargo.add(job)
            used = crates.candidates(job.code)
            used = used & self._crates().keys() if used and isinstance(answer, Outcome) else frozenset()
            self._used |= used
            yield job, replace(answer, inputs=None) if isinstance(answer, Outcome) and used else answer

    def _crates(self) -> dict[str, str]:
        """The crates that the Playground says it has, by name; none where it does not say."""
        if self._offered is None:
            try:
                self._offered = crates.offered(self.conversation.driver.client.get("/meta/crates"))
            except Unusable:
                self._offered = {}
        return self._offered

    def _one_by_one(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Answer]]:
        """Cargo does not tell its version: its answers count once it is known not to have changed."""
        for start in range(0, len(jobs), CONFIRMED):
            yield from self._confirmed([(job, self._single(job)) for job in jobs[start : start + CONFIRMED]])

    def _single(self, job: Job) -> Answer:
        talk = self.conversation
        obstacle = single.obstacle(job)
        if obstacle is not None or talk.given_up is not None:
            return obstacle or NotChecked(Cause.INFRASTRUCTURE, talk.given_up or "")
        request = single.request(job, talk.driver.channel)
        try:
            done = execution.read(talk.driver.client.post(request.path, request.payload))
        except Unusable as error:
            talk.trouble(1 if isinstance(error, TooLarge | TooMuchOutput) else 3, error)
            return NotChecked(CAUSES.get(type(error), Cause.INFRASTRUCTURE), str(error))
        answer = single.read(job, done)
        if isinstance(answer, NotChecked) and answer.cause is Cause.INFRASTRUCTURE:
            talk.trouble(1, answer.detail)
        else:
            talk.all_is_well()
        return answer

    def _confirmed(self, answers: Pairs) -> Pairs:
        if all(isinstance(answer, NotChecked) for _, answer in answers):
            return answers
        driver = self.conversation.driver
        try:
            compiler = versions.published(driver.client.get("/meta/versions"), driver.channel)
        except Unusable as error:
            detail = f"it is not known which compiler of the Playground judged it: {error}"
            return [(job, NotChecked(Cause.INFRASTRUCTURE, detail)) for job, _ in answers]
        if compiler != self.conversation.compiler:
            return [(job, self.conversation.rolled(compiler)) for job, _ in answers]
        return answers
