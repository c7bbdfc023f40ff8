//@ compiles
struct Library {
    books: Vec<String>,
}

impl Library {
    fn first(&self) -> Option<&String> {
        self.books.first()
    }
    fn longest_mut(&mut self) -> &mut String {
        let mut best = 0;
        for (index, book) in self.books.iter().enumerate() {
            if book.len() > self.books[best].len() {
                best = index;
            }
        }
        &mut self.books[best]
    }
    fn or_insert(&mut self, title: String) -> &String {
        if !self.books.contains(&title) {
            self.books.push(title);
        }
        &self.books[self.books.len() - 1]
    }
}

fn main() {
    let mut library = Library { books: vec![String::from("Emma")] };
    library.or_insert(String::from("Ulysses"));
    let longest = library.longest_mut();
    longest.push('!');
    println!("{:?} {:?}", library.first(), library.books);
}
