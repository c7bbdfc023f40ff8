//@ compiles
//@ fixes null_followed
fn main() {
    let place: Option<&u32> = None;
    match place {
        Some(number) => println!("{number}"),
        None => println!("nothing"),
    }
}
