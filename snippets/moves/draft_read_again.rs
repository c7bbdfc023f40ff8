//@ error E0382
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft;
    println!("sent:  {letter}");
    println!("draft: {draft}"); //~ E0382
}
