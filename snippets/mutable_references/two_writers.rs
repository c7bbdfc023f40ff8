//@ error E0499
fn main() {
    let mut songs = vec!["Aria"];
    let host = &mut songs;
    let guest = &mut songs; //~ E0499
    host.push("Blue");
    guest.push("Canon");
    println!("{songs:?}");
}
