//@ compiles
//@ fixes exercise
fn shout<'a>(name: &str, into: &'a mut String) -> &'a str {
    into.clear();
    into.extend(name.chars().flat_map(char::to_uppercase));
    into
}

fn main() {
    let mut buffer = String::new();
    println!("{}!", shout("ada", &mut buffer));
}
