"""Running a process within limits. Only here and in backends/toolchain.py are processes started."""
