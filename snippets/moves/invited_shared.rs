//@ compiles
//@ fixes invited_in_loop
use std::rc::Rc;

struct Invitation {
    guest: &'static str,
    text: Rc<str>,
}

fn main() {
    let text: Rc<str> = "Come at eight".into();
    let mut sent = Vec::new();
    for guest in ["Ada", "Bob", "Eve"] {
        let text = Rc::clone(&text);
        sent.push(Invitation { guest, text });
    }
    println!("{}: {}", sent[2].guest, sent[2].text);
}
