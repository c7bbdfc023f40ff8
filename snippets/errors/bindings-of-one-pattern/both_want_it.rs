//@ error
fn main() {
    let guest = Some(String::from("Ada"));
    if let whole @ Some(ref _name) = guest { //~ ERROR borrow of moved value
        println!("{whole:?}");
    }
}
