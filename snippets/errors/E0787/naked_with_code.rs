//@ error E0787
#[unsafe(naked)]
extern "C" fn nothing() { //~ E0787
    println!("in");
}

fn main() {
    nothing();
}
