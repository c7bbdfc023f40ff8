//@ compiles
//@ fixes draft_read_again
fn main() {
    let draft = String::from("Dear Ada");
    println!("draft: {draft}");
    let letter = draft;
    println!("sent:  {letter}");
}
