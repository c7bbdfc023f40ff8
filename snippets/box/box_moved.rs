//@ error E0382
fn print(photo: Box<String>) {
    println!("printing {photo}");
}

fn main() {
    let beach = Box::new(String::from("beach"));
    print(beach);
    println!("keeping {beach}"); //~ E0382
}
