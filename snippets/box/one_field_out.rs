//@ compiles
struct Letter {
    to: String,
    text: String,
}

fn main() {
    let letter = Box::new(Letter {
        to: String::from("Ada"),
        text: String::from("See you soon."),
    });
    let text = letter.text;
    println!("{text} (to {})", letter.to);
}
