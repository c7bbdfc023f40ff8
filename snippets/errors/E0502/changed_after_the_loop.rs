//@ compiles
//@ fixes changed_in_its_loop
fn main() {
    let mut stops = vec![4, 9];
    let long = stops.iter().filter(|stop| **stop > 5).count();
    for _ in 0..long {
        stops.push(1);
    }
    println!("{stops:?}");
}
