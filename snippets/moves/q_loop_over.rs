//@ error E0382
fn main() {
    let guests = vec!["Ada", "Bob"];
    for guest in guests {
        println!("welcome {guest}");
    }
    println!("{} came", guests.len()); //~ E0382
}
