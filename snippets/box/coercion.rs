//@ compiles
fn initials(name: &str) -> String {
    name.split(' ').filter_map(|part| part.chars().next()).collect()
}

fn main() {
    let name: Box<String> = Box::new(String::from("Ada Lovelace"));
    println!("{}", initials(&name));
    println!("{}", name.len());
}
