//@ error E0382
fn print_length(text: String) {
    println!("{} bytes", text.len());
}

fn main() {
    let note = String::from("rain");
    print_length(note);
    println!("{note}"); //~ E0382
}
