//@ error E0597
fn first<'a>(a: &'a str, _b: &'a str) -> &'a str {
    a
}

fn main() {
    let title = String::from("Emma");
    let found;
    {
        let other = String::from("Persuasion");
        found = first(&title, &other); //~ E0597
    }
    println!("{found}");
}
