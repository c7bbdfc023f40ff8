//@ compiles
//@ fixes no_field_to_coerce
struct Held<T: ?Sized>(Box<T>);

fn main() {
    let held: Held<[u32]> = Held(Box::new([4, 7]));
    println!("{}", held.0.len());
}
