//@ compiles
//@ fixes take_title
struct Autosave;

impl Drop for Autosave {
    fn drop(&mut self) {
        println!("autosaving");
    }
}

struct Draft {
    title: String,
    _saver: Autosave,
}

fn main() {
    let title = String::from("Bread");
    let _saver = Autosave;
    let draft = Draft { title, _saver };
    let heading = draft.title;
    println!("heading: {heading}");
}
