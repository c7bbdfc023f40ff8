//@ compiles
//@ fixes one_path_only
fn main() {
    let late = std::env::args().count() > 1;
    let gate = if late { 12 } else { 4 };
    println!("Gate {gate}");
}
