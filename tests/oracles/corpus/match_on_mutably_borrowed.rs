//@ error E0503
fn main() {
    let mut state = Some(3);
    let handle = &mut state;
    match state {
        Some(_) => println!("some"),
        None => println!("none"),
    }
    *handle = None;
}
