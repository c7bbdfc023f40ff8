"""The small project in `mistakes` is data: its pages and programs are no tests of ours."""

collect_ignore = ["mistakes"]
