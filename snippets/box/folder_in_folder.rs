//@ error E0072
struct Folder { //~ E0072
    name: String,
    inside: Option<Folder>,
}

fn main() {
    let tax = Folder { name: String::from("tax"), inside: None };
    let home = Folder { name: String::from("home"), inside: Some(tax) };
    println!("{}", home.name);
}
