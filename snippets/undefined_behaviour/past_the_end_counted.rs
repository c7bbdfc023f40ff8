//@ compiles
//@ fixes past_the_end
fn main() {
    let platforms = ["north", "south", "east"];
    let number = platforms.len() - 1;
    println!("looking for platform {number}");
    println!("{}", platforms[number]);
}
