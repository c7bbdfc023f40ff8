//@ error E0381
fn main() {
    let gate: u32;
    println!("Gate {gate}"); //~ E0381
}
