//@ compiles
//@ fixes folder_in_folder
struct Folder {
    name: String,
    inside: Option<Box<Folder>>,
}

fn main() {
    let tax = Folder { name: String::from("tax"), inside: None };
    let inside = Some(Box::new(tax));
    let home = Folder { name: String::from("home"), inside };
    println!("{}", home.name);
}
