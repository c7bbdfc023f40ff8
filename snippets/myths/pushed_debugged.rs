//@ error E0597
fn main() {
    let mut guests = Vec::new();
    {
        let name = String::from("Ada");
        guests.push(&name); //~ E0597
    }
    println!("{guests:?}");
}
