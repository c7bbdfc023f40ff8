//@ error E0382
fn main() {
    let note = String::from("rain");
    let mut log = Vec::new();
    for _ in 0..2 {
        log.push(note); //~ E0382
    }
    println!("{}", log.len());
}
