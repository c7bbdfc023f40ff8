//@ compiles
//@ fixes moved_in_loop
fn main() {
    let note = String::from("rain");
    let mut log = Vec::new();
    for _ in 0..2 {
        log.push(note.clone());
    }
    println!("{}", log.len());
}
