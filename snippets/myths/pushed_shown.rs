//@ error E0277
fn main() {
    let mut guests = Vec::new();
    {
        let name = String::from("Ada");
        guests.push(&name);
    }
    println!("{guests}"); //~ E0277
}
