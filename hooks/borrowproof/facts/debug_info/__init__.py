"""What rustc's debug information (DWARF, read with pyelftools) says of a program: types, functions, lines, statics."""
