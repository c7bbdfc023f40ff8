//@ error E0382
fn main() {
    let mut volume = 5;
    let host = &mut volume;
    let guest = host;
    *guest += 1;
    *host += 1; //~ E0382
    println!("{volume}");
}
