//@ error E0381
fn main() {
    let late = std::env::args().count() > 1;
    let gate;
    if late {
        gate = 12;
    }
    println!("Gate {gate}"); //~ E0381
}
