//@ error E0072
struct Folder { //~ E0072
    name: String,
    inside: Option<Folder>,
}

fn depth(folder: &Folder) -> u32 {
    match &folder.inside {
        Some(inner) => 1 + depth(inner),
        None => 1,
    }
}

fn main() {
    println!("a folder in a folder: {} deep", 2);
}
