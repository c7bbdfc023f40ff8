"""Facts -> what is so: who holds a value where, which loans are in force, what is dropped."""
