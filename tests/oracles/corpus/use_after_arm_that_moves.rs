//@ error E0382
fn main() {
    let name = String::from("x");
    let n = 2;
    match n {
        1 => drop(name),
        2 => println!("two"),
        _ => return,
    }
    println!("{name}");
}
