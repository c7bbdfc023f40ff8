//@ compiles
//@ fixes never_given_a_value
fn main() {
    let gate: u32 = 12;
    println!("Gate {gate}");
}
