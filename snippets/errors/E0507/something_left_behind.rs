//@ compiles
//@ fixes moved_out_of_reference
struct Letter {
    text: String,
}

fn open(letter: &mut Letter) -> String {
    std::mem::take(&mut letter.text)
}

fn main() {
    let mut letter = Letter { text: "Dear Ada".into() };
    println!("{}", open(&mut letter));
}
