//@ compiles
//@ fixes taken_by_for
fn main() {
    let stops = vec!["Bern", "Thun"];
    for stop in &stops {
        println!("{stop}");
    }
    println!("{} stops", stops.len());
}
