//@ error
struct Book {
    title: String,
}

fn title<'a, 'b>(book: &'b Book, _at: &'a str) -> &'a str {
    &book.title //~ ERROR lifetime may not live long enough
}

fn main() {
    let book = Book { title: "Emma".into() };
    println!("{}", title(&book, "A"));
}
