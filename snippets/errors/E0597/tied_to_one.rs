//@ compiles
//@ fixes tied_together
fn first<'a>(a: &'a str, _b: &str) -> &'a str {
    a
}

fn main() {
    let title = String::from("Emma");
    let found;
    {
        let other = String::from("Persuasion");
        found = first(&title, &other);
    }
    println!("{found}");
}
