//@ compiles
//@ fixes lifetime_of_a_number
fn show(number: u32) {
    println!("{number}");
}

fn main() {
    show(3);
}
