//@ compiles
//@ fixes pointer_to_nothing
struct Place<T: ?Sized>(Box<T>);

fn main() {
    let place: Place<[u32]> = Place(Box::new([4, 7]));
    println!("{}", place.0.len());
}
