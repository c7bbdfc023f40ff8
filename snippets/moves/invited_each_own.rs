//@ compiles
//@ fixes invited_in_loop
struct Invitation {
    guest: &'static str,
    text: String,
}

fn main() {
    let text = String::from("Come at eight");
    let mut sent = Vec::new();
    for guest in ["Ada", "Bob", "Eve"] {
        let text = text.clone();
        sent.push(Invitation { guest, text });
    }
    println!("{}: {}", sent[2].guest, sent[2].text);
}
