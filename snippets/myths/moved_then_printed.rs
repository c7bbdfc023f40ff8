//@ error E0382
fn main() {
    let ticket = String::from("row 7");
    let stub = ticket;
    println!("{ticket}"); //~ E0382
    println!("{stub}");
}
