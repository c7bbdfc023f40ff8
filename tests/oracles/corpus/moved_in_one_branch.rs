//@ error E0382
fn send(text: String) -> usize {
    text.len()
}

fn main() {
    let text = String::from("report");
    let urgent = std::env::args().count() > 1;
    if urgent {
        println!("{}", send(text));
    }
    println!("{text}");
}
