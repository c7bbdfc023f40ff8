//@ compiles
//@ fixes grow_while_reading
fn main() {
    let mut minutes = vec![12, 45, 20];
    for stop in 0..minutes.len() {
        if minutes[stop] > 30 {
            minutes.push(minutes[stop]);
        }
    }
    println!("{minutes:?}");
}
