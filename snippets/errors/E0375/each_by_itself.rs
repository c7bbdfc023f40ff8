//@ compiles
//@ fixes two_fields_to_coerce
struct Two<T: ?Sized, U: ?Sized>(Box<T>, Box<U>);

fn main() {
    let two: Two<[u32], str> = Two(Box::new([4]), "a".into());
    println!("{} {}", two.0.len(), two.1.len());
}
