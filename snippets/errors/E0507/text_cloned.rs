//@ compiles
//@ fixes moved_out_of_reference
struct Letter {
    text: String,
}

fn open(letter: &Letter) -> String {
    letter.text.clone()
}

fn main() {
    let letter = Letter { text: "Dear Ada".into() };
    println!("{}", open(&letter));
}
