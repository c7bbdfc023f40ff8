//@ compiles
//@ fixes mut_on_the_binding
fn main() {
    let monday = 12;
    let mut tuesday = 15;

    let today = &monday;
    println!("{today} guests");
    let today = &mut tuesday;
    *today += 1;
    println!("{today} guests");
}
