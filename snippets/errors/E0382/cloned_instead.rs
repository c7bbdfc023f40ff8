//@ compiles
//@ fixes used_after_move
fn main() {
    let title = String::from("Persuasion");
    let shelf = title.clone();
    println!("{title} is now in {shelf}");
}
