//@ compiles
fn main() {
    let names = [String::from("a"), String::from("b"), String::from("c")];
    let [first, .., last] = names;
    println!("{first} {last}");
    let pair = [Some(String::from("x")), None];
    match pair {
        [Some(left), None] => println!("{left}"),
        [None, Some(right)] => println!("{right}"),
        [..] => println!("other"),
    }
}
