//@ compiles
//@ fixes invited_in_loop
struct Invitation<'a> {
    guest: &'static str,
    text: &'a str,
}

fn main() {
    let text = String::from("Come at eight");
    let mut sent = Vec::new();
    for guest in ["Ada", "Bob", "Eve"] {
        sent.push(Invitation { guest, text: &text });
    }
    println!("{}: {}", sent[2].guest, sent[2].text);
}
