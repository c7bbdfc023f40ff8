//@ compiles no_run
//@ undefined_behaviour double-free: freed 5, freed 5, allocated 2
fn main() {
    let text = String::from("lamp");
    let second = unsafe { std::ptr::read(&text) };
    println!("{}", text.len() + second.len());
}
