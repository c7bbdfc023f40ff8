//@ compiles
//@ fixes wrong_order
struct Shelf<'a>(Vec<&'a String>);

impl Drop for Shelf<'_> {
    fn drop(&mut self) {
        println!("{} books", self.0.len());
    }
}

fn main() {
    let book = String::from("Emma");
    let mut shelf = Shelf(vec![]);
    shelf.0.push(&book);
}
