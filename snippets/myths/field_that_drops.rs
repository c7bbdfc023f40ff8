//@ compiles
struct Seal(&'static str);

impl Drop for Seal {
    fn drop(&mut self) {
        println!("{} dropped", self.0);
    }
}

struct Letter {
    seal: Seal,
    text: String,
}

fn main() {
    let seal = Seal("red");
    let letter = Letter { seal, text: String::from("Dear Ada") };
    drop(letter.seal);
    println!("{}", letter.text);
}
