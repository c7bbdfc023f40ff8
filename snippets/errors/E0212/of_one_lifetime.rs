//@ compiles
//@ fixes of_any_lifetime
trait Read<'a> {
    type Word;
}

struct Text;

impl<'a> Read<'a> for Text {
    type Word = &'a str;
}

fn first<'a, R: Read<'a>>(word: R::Word) -> R::Word {
    word
}

fn main() {
    println!("{}", first::<Text>("one"));
}
