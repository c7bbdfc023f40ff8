//@ compiles
//@ fixes two_writers
fn main() {
    let mut songs = vec!["Aria"];
    let host = &mut songs;
    host.push("Blue");
    let guest = &mut songs;
    guest.push("Canon");
    println!("{songs:?}");
}
