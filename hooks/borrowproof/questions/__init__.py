"""Questions of a lesson: what an option claims of a program, and whether the program does it."""
