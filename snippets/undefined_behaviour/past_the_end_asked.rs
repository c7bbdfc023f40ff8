//@ compiles
//@ fixes past_the_end
fn main() {
    let platforms = ["north", "south", "east"];
    let number = platforms.len();
    println!("looking for platform {number}");
    match platforms.get(number) {
        Some(name) => println!("{name}"),
        None => println!("there is no such platform"),
    }
}
