//@ compiles
fn main() {
    let menu = vec![String::from("soup"), String::from("bread")];
    let lent = &menu[0];
    let first = lent;
    println!("{first} and {lent}, of {}", menu.len());
}
