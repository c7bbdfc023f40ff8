//@ compiles
//@ fixes promises_too_much
struct Book {
    title: String,
}

fn title<'a>(book: &'a Book, _shelf: &str) -> &'a str {
    &book.title
}

fn main() {
    let book = Book { title: "Emma".into() };
    println!("{}", title(&book, "A"));
}
