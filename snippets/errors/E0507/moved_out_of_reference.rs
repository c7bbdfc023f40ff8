//@ error E0507
struct Letter {
    text: String,
}

fn open(letter: &Letter) -> String {
    letter.text //~ E0507
}

fn main() {
    let letter = Letter { text: "Dear Ada".into() };
    println!("{}", open(&letter));
}
