//@ compiles
//@ heap allocs=1 resizes=2 leaked=0
fn main() {
    let mut readings: Vec<u32> = Vec::new();
    println!("empty: capacity {}", readings.capacity());
    for reading in 1..=9 {
        let before = readings.capacity();
        readings.push(reading);
        if readings.capacity() != before {
            let capacity = readings.capacity();
            println!("push {reading}: capacity {capacity}");
        }
    }
}
