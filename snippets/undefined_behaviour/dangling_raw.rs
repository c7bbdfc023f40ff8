//@ compiles no_run
//@ twin_of dangling
//@ undefined_behaviour heap-use-after-free: read 7, freed 6, allocated 4
fn main() {
    let longest;
    {
        let line = String::from("lamp: 40 W");
        longest = line.as_ptr();
    }
    println!("{}", unsafe { *longest } as char);
}
