//@ compiles
//@ fixes read_after_free
fn main() {
    let number = Box::new(7);
    let place: &i32 = &number;
    println!("{place}");
    drop(number);
}
