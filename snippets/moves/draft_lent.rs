//@ compiles
//@ heap allocs=1 bytes=8 copied=8 leaked=0
//@ fixes draft_read_again
fn main() {
    let draft = String::from("Dear Ada");
    let letter = &draft;
    println!("sent:  {letter}");
    println!("draft: {draft}");
}
