//@ error E0502
fn main() {
    let mut log = vec!["start"];
    let reader = &log;
    let writer = &mut log; //~ E0502
    println!("{reader:?} {writer:?}");
}
