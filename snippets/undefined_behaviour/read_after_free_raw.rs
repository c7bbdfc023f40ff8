//@ compiles no_run
//@ twin_of read_after_free
//@ undefined_behaviour heap-use-after-free: read 5, freed 4, allocated 2
fn main() {
    let buffer = String::from("lamp: 40 W");
    let name = buffer.as_ptr();
    drop(buffer);
    println!("{}", unsafe { *name } as char);
}
