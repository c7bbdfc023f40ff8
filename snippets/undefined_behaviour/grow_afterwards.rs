//@ compiles
//@ fixes grow_while_reading
fn main() {
    let mut minutes = vec![12, 45, 20];
    let long: Vec<u32> =
        minutes.iter().copied().filter(|stop| *stop > 30).collect();
    minutes.extend(long);
    println!("{minutes:?}");
}
