//@ compiles
//@ fixes pointer_outlives
struct Held<T: ?Sized>(T);

fn main() {
    let held = Held([4, 7]);
    let wide: &Held<[u32]> = &held;
    println!("{}", wide.0.len());
}
