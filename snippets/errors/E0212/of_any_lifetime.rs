//@ error E0212
trait Read<'a> {
    type Word;
}

fn first<R: for<'a> Read<'a>>(word: R::Word) -> R::Word { //~ E0212
//~| E0212
    word
}

fn main() {}
