//@ compiles
//@ fixes take_title
struct Draft {
    title: String,
}

impl Drop for Draft {
    fn drop(&mut self) {
        println!("autosaving {:?}", self.title);
    }
}

fn main() {
    let title = String::from("Bread");
    let mut draft = Draft { title };
    let heading = std::mem::take(&mut draft.title);
    println!("heading: {heading}");
}
