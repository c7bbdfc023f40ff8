//@ compiles
//@ fixes mut_on_the_binding
fn main() {
    let monday = 12;
    let mut tuesday = 15;

    let mut today = &monday;
    println!("{today} guests");
    tuesday += 1;
    today = &tuesday;
    println!("{today} guests");
}
