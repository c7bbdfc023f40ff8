//@ compiles no_run
//@ twin_of moved_while_borrowed
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let name = String::from("Ada");
    let short: *const u8 = name.as_ptr();
    drop(name);
    println!("{}", unsafe { *short });
}
