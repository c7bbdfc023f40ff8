//@ compiles
//@ fixes changed_in_guard
fn main() {
    let mut state = Some(3);
    match state {
        None => println!("off"),
        Some(n) => {
            state = None;
            println!("{n}, now {state:?}");
        }
    }
}
