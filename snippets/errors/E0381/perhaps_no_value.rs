//@ compiles
//@ fixes never_given_a_value
fn main() {
    let gate: Option<u32> = None;
    match gate {
        Some(number) => println!("Gate {number}"),
        None => println!("No gate yet"),
    }
}
