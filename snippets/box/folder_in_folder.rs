//@ error E0072
struct Folder { //~ E0072
    name: String,
    inside: Option<Folder>,
}

fn main() {
    println!("a name takes {} bytes", size_of::<String>());
}
