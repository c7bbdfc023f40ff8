//@ compiles
fn main() {
    let names = [String::from("x"), String::from("y"), String::from("z")];
    let [first, rest @ ..] = names;
    println!("{first}");
    let [second, third] = rest;
    println!("{second}{third}");
    let pairs = [(1, String::from("one")), (2, String::from("two"))];
    let [(number, _), (_, word)] = pairs;
    println!("{number} {word}");
    for owned in [String::from("p"), String::from("q")] {
        println!("{owned}");
    }
}
