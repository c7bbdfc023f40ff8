//@ compiles
//@ fixes given_to_function
fn print_length(text: &str) {
    println!("{} bytes", text.len());
}

fn main() {
    let note = String::from("rain");
    print_length(&note);
    println!("{note}");
}
