//@ error E0308
fn main() {
    let monday = 12;
    let mut tuesday = 15;

    let mut today = &mut monday;
    println!("{today} guests");
    today = &tuesday; //~ E0308
    *today += 1;
    println!("{today} guests");
}
