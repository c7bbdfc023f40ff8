"""Programs that try to notice, or to be noticed by, the others in a shared crate, and how they are compared."""
