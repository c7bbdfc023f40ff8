//@ error E0277
fn main() {
    let seats = 3;
    for seat in seats { //~ E0277
        println!("{seat}");
    }
}
