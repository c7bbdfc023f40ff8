//@ compiles
fn main() {
    let mut guests = Vec::new();
    {
        let name = String::from("Ada");
        guests.push(&name);
        println!("{guests:?}");
    }
    println!("the party is over");
}
