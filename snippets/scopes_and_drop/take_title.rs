//@ error E0509
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
    let draft = Draft { title };
    let heading = draft.title; //~ E0509
    println!("heading: {heading}");
}
