//@ compiles
fn main() {
    let ticket = String::from("row 7");
    let _ = ticket;
    println!("{ticket}");
}
