//@ compiles
//@ fixes lends_its_capture
fn main() {
    let mut log = String::new();
    let mut write = |text| log.push_str(text);
    write("monday");
    println!("{log}");
}
