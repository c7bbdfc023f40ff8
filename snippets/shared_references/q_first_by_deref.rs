//@ error E0507
fn main() {
    let menu = vec![String::from("soup"), String::from("bread")];
    let lent = &menu[0];
    let first = *lent; //~ E0507
    println!("{first}, of {}", menu.len());
}
