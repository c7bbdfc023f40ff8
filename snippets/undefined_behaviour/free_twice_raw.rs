//@ compiles no_run
//@ twin_of free_twice
//@ undefined_behaviour double-free: freed 5, freed 4, allocated 2
fn main() {
    let buffer = String::from("lamp: 40 W");
    let spare = unsafe { std::ptr::read(&buffer) };
    drop(spare);
    drop(buffer);
}
