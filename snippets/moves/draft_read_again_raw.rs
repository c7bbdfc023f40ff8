//@ compiles no_run
//@ twin_of draft_read_again
//@ undefined_behaviour heap-use-after-free: read 7, freed 6, allocated 2
fn main() {
    let draft = String::from("Dear Ada");
    let text = draft.as_ptr();
    let letter = draft;
    println!("sent:  {letter}");
    drop(letter);
    println!("draft: {}...", unsafe { *text } as char);
}
