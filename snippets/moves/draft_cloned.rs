//@ compiles
//@ heap allocs=2 bytes=16 copied=16 leaked=0
//@ fixes draft_read_again
fn main() {
    let draft = String::from("Dear Ada");
    let letter = draft.clone();
    println!("sent:  {letter}");
    println!("draft: {draft}");
}
