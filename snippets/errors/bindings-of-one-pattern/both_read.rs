//@ compiles
//@ fixes both_want_it
fn main() {
    let guest = Some(String::from("Ada"));
    if let whole @ Some(name) = &guest {
        println!("{whole:?} {name}");
    }
}
