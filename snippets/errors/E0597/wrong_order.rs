//@ error E0597
struct Shelf<'a>(Vec<&'a String>);

impl Drop for Shelf<'_> {
    fn drop(&mut self) {
        println!("{} books", self.0.len());
    }
}

fn main() {
    let mut shelf = Shelf(vec![]);
    let book = String::from("Emma");
    shelf.0.push(&book); //~ E0597
}
