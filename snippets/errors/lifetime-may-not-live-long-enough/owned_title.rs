//@ compiles
//@ fixes promises_too_much
struct Book {
    title: String,
}

fn title(book: &Book, _shelf: &str) -> String {
    book.title.clone()
}

fn main() {
    let book = Book { title: "Emma".into() };
    println!("{}", title(&book, "A"));
}
