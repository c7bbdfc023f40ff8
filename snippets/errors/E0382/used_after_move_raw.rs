//@ compiles no_run
//@ twin_of used_after_move
//@ undefined_behaviour double-free: freed 5, freed 5, allocated 2
fn main() {
    let title = String::from("Persuasion");
    let shelf = unsafe { std::ptr::read(&title) };
    println!("{title} is now in {shelf}");
}
