//@ error E0745
fn main() {
    let place = &raw const (1 + 2); //~ E0745
    println!("{}", place.is_null());
}
