//@ error E0382
fn main() {
    let title = String::from("Persuasion");
    let shelf = title;
    println!("{title} is now in {shelf}"); //~ E0382
}
