//@ compiles
//@ fixes folder_in_folder
struct Folder {
    name: String,
    inside: Vec<Folder>,
}

fn main() {
    let tax = Folder { name: String::from("tax"), inside: Vec::new() };
    let inside = vec![tax];
    let home = Folder { name: String::from("home"), inside };
    println!("{}", home.name);
}
