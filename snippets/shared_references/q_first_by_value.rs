//@ error E0507
fn main() {
    let menu = vec![String::from("soup"), String::from("bread")];
    let first = menu[0]; //~ E0507
    println!("{first}, of {}", menu.len());
}
