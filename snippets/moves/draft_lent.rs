//@ compiles
//@ fixes draft_read_again
fn main() {
    let draft = String::from("Dear Ada");
    let letter = &draft;
    println!("sent:  {letter}");
    println!("draft: {draft}");
}
