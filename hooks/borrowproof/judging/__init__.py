"""Expectation x Outcome -> Verdict: who is asked, what is compared, and what a program is asked besides."""
