//@ error E0382
struct Invitation {
    guest: &'static str,
    text: String,
}

fn main() {
    let text = String::from("Come at eight");
    let mut sent = Vec::new();
    for guest in ["Ada", "Bob", "Eve"] {
        sent.push(Invitation { guest, text }); //~ E0382
    }
    println!("{}: {}", sent[2].guest, sent[2].text);
}
