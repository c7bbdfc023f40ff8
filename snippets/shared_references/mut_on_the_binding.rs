//@ error E0594
fn main() {
    let monday = 12;
    let mut tuesday = 15;

    let mut today = &monday;
    println!("{today} guests");
    today = &tuesday;
    *today += 1; //~ E0594
    println!("{today} guests");
}
