//@ compiles
//@ heap allocs=1 resizes=0 leaked=0
fn main() {
    let mut readings: Vec<u32> = Vec::with_capacity(9);
    let buffer = readings.as_ptr();
    for reading in 1..=9 {
        readings.push(reading);
    }
    println!("same buffer: {}", readings.as_ptr() == buffer);

    readings.clear();
    println!("length: {}", readings.len());
    println!("still room for 9: {}", readings.capacity() >= 9);
}
