//@ compiles
//@ fixes box_moved
fn print(photo: &str) {
    println!("printing {photo}");
}

fn main() {
    let beach = Box::new(String::from("beach"));
    print(&beach);
    println!("keeping {beach}");
}
