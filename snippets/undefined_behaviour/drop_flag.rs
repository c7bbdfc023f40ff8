//@ compiles
fn main() {
    let note = String::from("call back");
    let urgent = std::env::args().count() > 1;
    if urgent {
        drop(note);
    }
    println!("end of main");
}
