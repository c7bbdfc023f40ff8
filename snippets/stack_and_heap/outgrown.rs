//@ compiles
fn main() {
    let mut readings = vec![21, 22];
    let first = readings.as_ptr();
    let station = String::from("north");
    readings.extend([23, 24, 25, 26, 27, 28]);
    println!("{station}: {} readings", readings.len());
    let _stale = first;
}
