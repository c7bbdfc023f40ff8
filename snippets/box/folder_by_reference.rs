//@ compiles
//@ fixes folder_in_folder
struct Folder<'a> {
    name: String,
    inside: Option<&'a Folder<'a>>,
}

fn main() {
    let tax = Folder { name: String::from("tax"), inside: None };
    let inside = Some(&tax);
    let home = Folder { name: String::from("home"), inside };
    println!("{}", home.name);
}
