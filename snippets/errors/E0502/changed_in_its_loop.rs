//@ error E0502
fn main() {
    let mut stops = vec![4, 9];
    for stop in &stops {
        if *stop > 5 {
            stops.push(1); //~ E0502
        }
    }
    println!("{stops:?}");
}
