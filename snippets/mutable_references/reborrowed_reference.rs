//@ compiles
//@ fixes moved_reference
fn main() {
    let mut volume = 5;
    let host = &mut volume;
    let guest = &mut *host;
    *guest += 1;
    *host += 1;
    println!("{volume}");
}
