//@ error E0502
fn main() {
    let mut minutes = vec![12, 45, 20];
    for stop in &minutes {
        if *stop > 30 {
            minutes.push(*stop); //~ E0502
        }
    }
    println!("{minutes:?}");
}
