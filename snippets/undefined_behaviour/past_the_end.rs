//@ panics
fn main() {
    let platforms = ["north", "south", "east"];
    let number = platforms.len();
    println!("looking for platform {number}");
    println!("{}", platforms[number]);
}
