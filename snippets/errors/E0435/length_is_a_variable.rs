//@ error E0435
fn main() {
    let seats = 3;
    let free = [true; seats]; //~ E0435
    println!("{}", free.len());
}
