//@ compiles
//@ fixes naked_with_code
extern "C" fn nothing() {
    println!("in");
}

fn main() {
    nothing();
}
