//@ error E0382
fn main() {
    let stops = vec!["Bern", "Thun"];
    for stop in stops {
        println!("{stop}");
    }
    println!("{} stops", stops.len()); //~ E0382
}
