//@ compiles
//@ fixes used_after_move
fn main() {
    let title = String::from("Persuasion");
    let shelf = title;
    println!("{shelf} is now there");
}
